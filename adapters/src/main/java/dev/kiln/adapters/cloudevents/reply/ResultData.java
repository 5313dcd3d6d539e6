package dev.kiln.adapters.cloudevents.reply;

import dev.kiln.adapters.Utf8;
import dev.kiln.adapters.json.JsonValue;
import dev.kiln.adapters.json.JsonValue.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A result as the data of an event.
 *
 * @param contentType of the data
 */
record ResultData(String contentType, byte[] data) {

    private static final String JSON = "application/json";

    /** A null with some spaces around it. */
    private static final int LONGEST_NOTHING = 64;

    /** Whether there is nothing to say: {@code null}, or no bytes. */
    static boolean isNothing(byte[] result) {
        if (result.length > LONGEST_NOTHING) {
            return false;
        }
        var text = new String(result, StandardCharsets.ISO_8859_1).strip();
        return text.isEmpty() || text.equals("null");
    }

    static ResultData of(byte[] result, boolean klr) {
        return klr ? asKlr(result) : asIs(result);
    }

    private static ResultData asIs(byte[] result) {
        return new ResultData(kind(result).isPresent() ? JSON : "application/octet-stream", result);
    }

    /** Text for all but objects and arrays; its quotes go, its escapes stay. */
    private static ResultData asKlr(byte[] result) {
        var kind = kind(result);
        if (kind.isPresent() && (kind.get() == Kind.OBJECT || kind.get() == Kind.ARRAY)
                || !Utf8.isValid(result)) {
            return asIs(result);
        }
        var text = new String(result, StandardCharsets.UTF_8).strip();
        var start = 0;
        var end = text.length();
        while (start < end && text.charAt(start) == '"') {
            start++;
        }
        while (end > start && text.charAt(end - 1) == '"') {
            end--;
        }
        return new ResultData(
                "text/plain", text.substring(start, end).getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Kind> kind(byte[] result) {
        return JsonValue.parse(result).map(JsonValue::kind);
    }
}
