package dev.kiln.conformance;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A function as it is deployed.
 *
 * @param handler as in {@code _HANDLER}
 * @param taskRoot the unpacked deployment package, and the function's working directory
 * @param variables environment variables, apart from those that tell a runtime where things are
 */
public record Function(String handler, Path taskRoot, Map<String, String> variables) {

    public static final String ARN = "arn:aws:lambda:eu-west-1:123456789012:function:oracle";

    /** What the functions of the table were told of themselves. */
    private static final Map<String, String> VARIABLES =
            Map.of(
                    "AWS_REGION", "eu-west-1",
                    "AWS_DEFAULT_REGION", "eu-west-1",
                    "AWS_LAMBDA_FUNCTION_NAME", "oracle",
                    "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
                    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512",
                    "AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/oracle",
                    "AWS_LAMBDA_LOG_STREAM_NAME",
                            "2024/01/01/[$LATEST]00000000000000000000000000000000",
                    "LANG", "en_US.UTF-8",
                    "TZ", "UTC");

    public static Function of(String handler, Path taskRoot) {
        return new Function(handler, taskRoot, VARIABLES);
    }

    /**
     * @param changes variables to set; an empty value takes the variable away
     */
    public Function with(Map<String, Optional<String>> changes) {
        var changed = new TreeMap<>(variables);
        changes.forEach((name, value) ->
                value.ifPresentOrElse(text -> changed.put(name, text), () -> changed.remove(name)));
        return new Function(handler, taskRoot, changed);
    }
}
