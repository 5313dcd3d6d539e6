package dev.kiln.runtime;

import dev.kiln.runtime.isolation.DeploymentPackage;
import dev.kiln.runtime.logging.LogFormat;
import dev.kiln.runtime.logging.LogLevelFilter;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * What a function knows of itself, and what the host must know to run it.
 *
 * @param handler {@code package.Class::method} or {@code package.Class}, exactly as given; bad ones
 *     are the function's error
 * @param arn unqualified
 * @param memoryMegabytes shown to the function and in the REPORT line; does not limit anything
 * @param printReports whether START, END and REPORT lines are written
 * @param ownsProcess whether this is the only function of its process, so that process-wide things
 *     such as system properties can be as on AWS
 * @param variables the environment variables that the function sees
 */
public record FunctionSettings(
        String name,
        String version,
        String arn,
        String handler,
        DeploymentPackage code,
        int memoryMegabytes,
        FunctionLimits limits,
        String logGroup,
        String logStream,
        LogFormat logFormat,
        LogLevelFilter logLevel,
        boolean printReports,
        boolean ownsProcess,
        Map<String, String> variables) {

    private static final String ACCOUNT = "123456789012"; // the account of AWS's own examples

    /**
     * Reads AWS's variables and completes them as Lambda's service does, from Knative's and the
     * container's where they say it.
     *
     * @param given the function's environment variables; {@code AWS_LAMBDA_FUNCTION_TIMEOUT}, in
     *     seconds, wins over the limits
     * @param revisionAsVersion whether the number at the end of {@code K_REVISION} is the
     *     function's version
     * @throws InvalidSettingException if a variable has a value that AWS's runtime would not start
     *     with
     */
    public static FunctionSettings of(
            String handler,
            DeploymentPackage code,
            Map<String, String> given,
            FunctionLimits limits,
            boolean ownsProcess,
            boolean revisionAsVersion,
            Clock clock) {
        var variables =
                FunctionVariables.complete(
                        given, handler, code.taskRoot(), revisionAsVersion, clock);
        var name = variables.getOrDefault("AWS_LAMBDA_FUNCTION_NAME", "function");
        return new FunctionSettings(
                name,
                variables.getOrDefault("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
                "arn:aws:lambda:"
                        + variables.get("AWS_REGION")
                        + ":"
                        + ACCOUNT
                        + ":function:"
                        + name,
                handler,
                code,
                wholeNumber(variables, "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", 1, Integer.MAX_VALUE),
                complete(limits, variables),
                variables.getOrDefault("AWS_LAMBDA_LOG_GROUP_NAME", ""),
                variables.getOrDefault("AWS_LAMBDA_LOG_STREAM_NAME", ""),
                choice(variables, "AWS_LAMBDA_LOG_FORMAT", LogFormat.class, LogFormat.TEXT),
                choice(
                        variables,
                        "AWS_LAMBDA_LOG_LEVEL",
                        LogLevelFilter.class,
                        LogLevelFilter.UNDEFINED),
                !"false".equalsIgnoreCase(variables.get("PRINT_REPORTS")),
                ownsProcess,
                variables);
    }

    private static FunctionLimits complete(FunctionLimits limits, Map<String, String> variables) {
        var complete = limits;
        if (variables.containsKey("AWS_LAMBDA_FUNCTION_TIMEOUT")) {
            var seconds =
                    wholeNumber(variables, "AWS_LAMBDA_FUNCTION_TIMEOUT", 1, Integer.MAX_VALUE);
            complete = complete.withTimeout(Duration.ofSeconds(seconds));
        }
        if (variables.containsKey("AWS_LAMBDA_MAX_CONCURRENCY")) {
            // As AWS's runtime has it, 0 and less is none.
            var threads =
                    wholeNumber(
                            variables,
                            "AWS_LAMBDA_MAX_CONCURRENCY",
                            Integer.MIN_VALUE,
                            Concurrency.MAX_SHARED_THREADS);
            complete =
                    complete.withConcurrency(complete.concurrency().sharedBy(Math.max(0, threads)));
        }
        return complete;
    }

    /** The same function in another account. */
    public FunctionSettings withArn(String other) {
        return with(other, code);
    }

    /** The same function with other code. */
    public FunctionSettings withCode(DeploymentPackage other) {
        return with(arn, other);
    }

    private FunctionSettings with(String otherArn, DeploymentPackage otherCode) {
        return new FunctionSettings(
                name,
                version,
                otherArn,
                handler,
                otherCode,
                memoryMegabytes,
                limits,
                logGroup,
                logStream,
                logFormat,
                logLevel,
                printReports,
                ownsProcess,
                variables);
    }

    private static int wholeNumber(
            Map<String, String> variables, String name, int lowest, int highest) {
        var value = variables.getOrDefault(name, "");
        try {
            var number = Integer.parseInt(value);
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The same message as for a number that is too low.
        }
        throw new InvalidSettingException(
                name
                        + " is '"
                        + value
                        + "', which is no whole number"
                        + (lowest == Integer.MIN_VALUE ? "" : " of at least " + lowest)
                        + (highest == Integer.MAX_VALUE ? "" : " up to " + highest)
                        + ". Set it to one, or leave it out.");
    }

    private static <E extends Enum<E>> E choice(
            Map<String, String> variables, String name, Class<E> type, E otherwise) {
        var value = variables.get(name);
        if (value == null) {
            return otherwise;
        }
        for (var constant : type.getEnumConstants()) {
            if (constant.name().equals(value.toUpperCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw new InvalidSettingException(
                name
                        + " is '"
                        + value
                        + "', which is none of "
                        + java.util.Arrays.toString(type.getEnumConstants())
                        + ". Letter case does not matter; leave it out for "
                        + otherwise
                        + ".");
    }
}
