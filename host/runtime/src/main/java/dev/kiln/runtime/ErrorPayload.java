package dev.kiln.runtime;

import dev.kiln.runtime.Outcome.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;

/**
 * Lambda's error JSON. Written by hand, because the host has no JSON library below its front door:
 * strings with the escapes of the library that AWS's runtime uses.
 */
public final class ErrorPayload {

    /** AWS's runtime leaves the header out when it would have a megabyte or more. */
    private static final int XRAY_LIMIT = 1024 * 1024;

    private ErrorPayload() {}

    /** A function's exception; its trace has been cut with {@link HostFrames}. */
    public static Outcome.FunctionError ofException(Throwable error, String workingDirectory) {
        var type = error.getClass().getName();
        var message = error.getLocalizedMessage();
        var json = new StringBuilder(256);
        json.append("{\"errorMessage\":").append(quote(message == null ? type : message));
        json.append(",\"errorType\":").append(quote(type)).append(",\"stackTrace\":[");
        var separator = "";
        for (var frame : error.getStackTrace()) {
            json.append(separator).append(quote(frame.toString()));
            separator = ",";
        }
        json.append("]}");
        return new Outcome.FunctionError(
                bytes(json.toString()),
                ErrorType.USER_EXCEPTION.awsName(),
                xrayCause(error, workingDirectory),
                Stage.HANDLER);
    }

    /** A handler that could not be loaded; faults without an exception have no type. */
    public static Outcome.FunctionError ofFault(String message, Optional<Throwable> cause) {
        var type =
                cause.map(error -> ",\"errorType\":" + quote(error.getClass().getName()))
                        .orElse("");
        return new Outcome.FunctionError(
                bytes("{\"errorMessage\":" + quote(message) + type + "}"),
                ErrorType.BAD_FUNCTION_CODE.awsName(),
                Optional.empty(),
                Stage.INITIALISATION);
    }

    /** The function's process, here its environment, has ended without an answer. */
    public static Outcome.FunctionError exited(String requestId, int status) {
        var reason =
                status == 0
                        ? "Runtime exited without providing a reason"
                        : "Runtime exited with error: exit status " + status;
        return platform(ErrorType.EXIT, requestId, reason);
    }

    /** What the caller of a timed-out invocation reads. */
    public static Outcome.FunctionError timedOut(String requestId, Duration limit) {
        return platform(
                ErrorType.TIMED_OUT,
                requestId,
                "Task timed out after " + seconds(limit) + " seconds");
    }

    /** What the caller reads in the place of a result over the limit. */
    public static Outcome.FunctionError resultTooLarge(int limit) {
        return new Outcome.FunctionError(
                bytes(
                        "{\"errorMessage\":\"Response payload size exceeded maximum allowed payload size ("
                                + limit
                                + " bytes).\",\"errorType\":\"Function.ResponseSizeTooLarge\"}"),
                ErrorType.RESULT_TOO_LARGE.awsName(),
                Optional.empty(),
                Stage.HANDLER);
    }

    private static Outcome.FunctionError platform(ErrorType type, String requestId, String reason) {
        var json =
                "{\"errorType\":\""
                        + type.awsName()
                        + "\",\"errorMessage\":"
                        + quote("RequestId: " + requestId + " Error: " + reason)
                        + "}";
        return new Outcome.FunctionError(
                bytes(json), type.awsName(), Optional.empty(), Stage.HANDLER);
    }

    /** Two decimals always, as in AWS's texts. */
    public static String seconds(Duration duration) {
        var hundredths = duration.toMillis() / 10;
        var fraction = hundredths % 100;
        return hundredths / 100 + (fraction < 10 ? ".0" : ".") + fraction;
    }

    private static Optional<String> xrayCause(Throwable error, String workingDirectory) {
        var paths = new LinkedHashSet<String>();
        var json = new StringBuilder(512);
        json.append("{\"working_directory\":")
                .append(quote(workingDirectory))
                .append(",\"exceptions\":[{");
        var message = error.getMessage();
        if (message != null) {
            json.append("\"message\":").append(quote(message)).append(',');
        }
        json.append("\"type\":").append(quote(error.getClass().getName())).append(",\"stack\":[");
        var separator = "";
        for (var frame : error.getStackTrace()) {
            var path = pathOf(frame);
            paths.add(path);
            json.append(separator).append("{\"label\":").append(quote(frame.getMethodName()));
            json.append(",\"path\":").append(quote(path));
            json.append(",\"line\":").append(frame.getLineNumber()).append('}');
            separator = ",";
        }
        json.append("]}],\"paths\":[");
        separator = "";
        for (var path : paths) {
            json.append(separator).append(quote(path));
            separator = ",";
        }
        json.append("]}");
        var text = json.toString();
        return bytes(text).length < XRAY_LIMIT ? Optional.of(text) : Optional.empty();
    }

    private static String pathOf(StackTraceElement frame) {
        var file = frame.getFileName();
        if (file != null) {
            return file;
        }
        var type = frame.getClassName();
        return type.substring(type.lastIndexOf('.') + 1) + ".java";
    }

    /** A JSON string with its quotes. */
    public static String quote(String text) {
        var quoted = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\b' -> quoted.append("\\b");
                case '\f' -> quoted.append("\\f");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                // Line separators are escaped by AWS's writer too, as JavaScript wants them.
                case '\u2028', '\u2029' -> quoted.append("\\u").append(Integer.toHexString(c));
                default -> {
                    if (c < 0x20) {
                        quoted.append(c < 0x10 ? "\\u000" : "\\u00").append(Integer.toHexString(c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
