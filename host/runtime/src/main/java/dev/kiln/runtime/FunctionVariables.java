package dev.kiln.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Completes the environment variables of a function to those that Lambda's service sets, as far as
 * they name no credential.
 */
final class FunctionVariables {

    private static final int DEFAULT_MEMORY_MEGABYTES = 3008; // of AWS's emulator
    private static final Path[] MEMORY_LIMITS = {
        Path.of("/sys/fs/cgroup/memory.max"), Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes")
    };

    /** Version 1 of control groups writes a huge number for «no limit». */
    private static final long NO_LIMIT = 1L << 50;

    private final Map<String, String> variables;

    private FunctionVariables(Map<String, String> given) {
        variables = new LinkedHashMap<>(given);
    }

    /**
     * Adds what is missing; what is given stays.
     *
     * @param given may hold Knative's {@code K_*}
     * @param handler the handler string
     * @param revisionAsVersion whether the number at the end of {@code K_REVISION} is the
     *     function's version
     */
    static Map<String, String> complete(
            Map<String, String> given,
            String handler,
            Path taskRoot,
            boolean revisionAsVersion,
            Clock clock) {
        var all = new FunctionVariables(given);
        all.fill(handler, taskRoot, revisionAsVersion, clock);
        return Map.copyOf(all.variables);
    }

    private void fill(String handler, Path taskRoot, boolean revisionAsVersion, Clock clock) {
        add("_HANDLER", handler);
        add("AWS_LAMBDA_FUNCTION_NAME", variables.getOrDefault("K_SERVICE", nameOf(handler)));
        add("AWS_LAMBDA_FUNCTION_VERSION", revisionAsVersion ? versionOfRevision() : "$LATEST");
        add(
                "AWS_LAMBDA_LOG_GROUP_NAME",
                "/aws/lambda/" + variables.get("AWS_LAMBDA_FUNCTION_NAME"));
        // Where somebody has said them already the digest and the files are left alone: 10 ms of a
        // start.
        if (isMissing("AWS_LAMBDA_LOG_STREAM_NAME")) {
            variables.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream(clock));
        }
        if (isMissing("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")) {
            variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(memoryMegabytes()));
        }
        add("AWS_REGION", variables.getOrDefault("AWS_DEFAULT_REGION", "us-east-1"));
        add("AWS_DEFAULT_REGION", variables.getOrDefault("AWS_REGION", "us-east-1"));
        add("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
        add("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        add("LAMBDA_TASK_ROOT", taskRoot.toString());
        add("LAMBDA_RUNTIME_DIR", "/var/runtime");
        add("TZ", ":UTC");
        add("LANG", "en_US.UTF-8");
        // Without a tracing daemon AWS's X-Ray library would otherwise throw in each call.
        add("AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR");
    }

    private void add(String name, String value) {
        if (isMissing(name)) {
            variables.put(name, value);
        }
    }

    private boolean isMissing(String name) {
        var given = variables.get(name);
        // The service never sets these to nothing; an empty value is one that somebody left out in
        // a manifest.
        return given == null || given.isEmpty() && !name.equals("_HANDLER");
    }

    /** The simple name of the handler's class. */
    private static String nameOf(String handler) {
        var className =
                handler.contains("::") ? handler.substring(0, handler.lastIndexOf("::")) : handler;
        var simple =
                className.substring(
                        Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
        return simple.isBlank() ? "function" : simple;
    }

    private String versionOfRevision() {
        var revision = variables.getOrDefault("K_REVISION", "");
        var start = revision.length();
        while (start > 0 && Character.isDigit(revision.charAt(start - 1))) {
            start--;
        }
        var number = revision.substring(start).replaceFirst("^0+(?=.)", "");
        return number.isEmpty() ? "$LATEST" : number;
    }

    /** The hex part is the same for the life of a pod, whose name is the host name. */
    private String logStream(Clock clock) {
        var pod = variables.getOrDefault("HOSTNAME", "localhost");
        var hex =
                UUID.nameUUIDFromBytes(pod.getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", "");
        var day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString().replace('-', '/');
        return day + "/[" + variables.get("AWS_LAMBDA_FUNCTION_VERSION") + "]" + hex;
    }

    private static int memoryMegabytes() {
        for (var file : MEMORY_LIMITS) {
            try {
                var limit = Long.parseLong(Files.readString(file).strip());
                if (limit > 0 && limit < NO_LIMIT) {
                    return (int) (limit >> 20);
                }
            } catch (IOException | NumberFormatException e) {
                // Not in a container, the other version of control groups, or "max": the next file
                // may know.
            }
        }
        return DEFAULT_MEMORY_MEGABYTES;
    }
}
