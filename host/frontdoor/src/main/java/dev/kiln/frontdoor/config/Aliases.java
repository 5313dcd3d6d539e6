package dev.kiln.frontdoor.config;

import dev.kiln.runtime.InvalidSettingException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names that others gave to our settings: environment variables of AWS, of Knative and of the
 * peers whose functions are to run here without a change.
 */
final class Aliases {

    /** How TriggerMesh's runtime was told of its gateway, the newest name first. */
    private static final List<String> FORMATS =
            List.of("RESPONSE_FORMAT", "RESPONSE_WRAPPER", "EVENT_TYPE");

    private static final int ONE_MILLION = 1_000_000;
    private static final int MOST_MILLIONS = 1000;

    private final Map<String, String> variables;

    Aliases(Map<String, String> variables) {
        this.variables = variables;
    }

    /**
     * A value, and what its user wrote it as.
     *
     * @param origin {@code KILN_TIMEOUT}, {@code --kiln.timeout}
     */
    record Told(String value, String origin) {}

    /** What somebody said of a setting in words of somebody else's. */
    @Nullable Told find(String setting) {
        return switch (setting) {
            case "handler" -> variable("_HANDLER");
            case "name" -> variable("AWS_LAMBDA_FUNCTION_NAME");
            case "timeout" -> first("AWS_LAMBDA_FUNCTION_TIMEOUT", "FUNCTION_TTL");
            case "memory" -> variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE");
            case "max-concurrency" -> concurrency();
            case "max-event-size" -> requestSize();
            case "payload-kind" -> payloadKind();
            case "klr" -> klr();
            case "reply-type" -> replyType();
            case "reply-source" -> first("CE_OVERRIDES_SOURCE", "CE_SOURCE");
            case "reply-subject" -> first("CE_OVERRIDES_SUBJECT", "CE_SUBJECT");
            case "reply-mode" -> variable("CE_FUNCTION_RESPONSE_MODE");
            case "sink" -> variable("K_SINK");
            case "sink-ca-certs" -> variable("K_CA_CERTS");
            case "extension-overrides" -> variable("K_CE_OVERRIDES");
            default -> null;
        };
    }

    // A manifest may leave a variable empty; then it says nothing.
    @Nullable Told variable(String name) {
        var value = variables.get(name);
        return value == null || value.isEmpty() ? null : new Told(value, name);
    }

    private @Nullable Told first(String name, String other) {
        var told = variable(name);
        return told == null ? variable(other) : told;
    }

    // The names in the AWS Lambda Server and in TriggerMesh's runtime, whose images say 0 for none.
    private @Nullable Told concurrency() {
        var told = variable("MAX_CONCURRENCY");
        if (told != null) {
            return told;
        }
        var invokers = variable("INVOKER_COUNT");
        return invokers == null || invokers.value().equals("0") ? null : invokers;
    }

    // TriggerMesh's runtime counts in millions of bytes.
    private @Nullable Told requestSize() {
        var told = variable("REQUEST_SIZE_LIMIT");
        if (told == null) {
            return null;
        }
        try {
            var millions = Integer.parseInt(told.value().trim());
            if (millions >= 1 && millions <= MOST_MILLIONS) {
                return new Told(Integer.toString(millions * ONE_MILLION), told.origin());
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw new InvalidSettingException(
                told.origin()
                        + " is '"
                        + told.value()
                        + "', but it counts millions of bytes, from 1 to "
                        + MOST_MILLIONS
                        + "; KILN_MAX_EVENT_SIZE counts bytes.");
    }

    // Its envelope was that of a REST API. What else stands there is the function's own variable.
    private @Nullable Told payloadKind() {
        var events = klr();
        if (events != null) {
            return new Told("raw", events.origin());
        }
        return format("API_GATEWAY", "rest-v1");
    }

    private @Nullable Told klr() {
        return format("CLOUDEVENTS", "true");
    }

    private @Nullable Told format(String wanted, String meaning) {
        for (var name : FORMATS) {
            if (wanted.equals(variables.get(name))) {
                return new Told(meaning, name);
            }
        }
        return null;
    }

    // An empty one was how TriggerMesh's runtime was told not to reply.
    private @Nullable Told replyType() {
        var told = first("CE_OVERRIDES_TYPE", "CE_TYPE");
        return told == null && variables.containsKey("CE_OVERRIDES_TYPE")
                ? new Told("none", "CE_OVERRIDES_TYPE")
                : told;
    }
}
