package dev.kiln.adapters.cloudevents;

import dev.kiln.adapters.Utf8;
import dev.kiln.adapters.json.EventWriter;
import dev.kiln.adapters.json.JsonValue;
import dev.kiln.adapters.json.JsonValue.Kind;
import java.util.Optional;

/** Error documents whose key facts a broker keeps when it gives an event up. */
final class ErrorBody {

    /** 1024 characters of Base64: as much as Knative puts on a dead letter. */
    private static final int KEPT = 768;

    private static final int LONGEST_TYPE = 200;

    /** What stands around the two values. */
    private static final int FRAME = "{'errorType':'','errorMessage':''}".length();

    private ErrorBody() {}

    /** An object that is not ended. */
    static EventWriter start(String type, Optional<String> message) {
        var shortType = cut(type, LONGEST_TYPE);
        var room = KEPT - FRAME - length(shortType);
        return new EventWriter()
                .startObject()
                .text("errorType", shortType)
                .textOrNull("errorMessage", message.map(text -> cut(text, room)));
    }

    static byte[] of(String type, String message) {
        return start(type, Optional.of(message)).endObject().toBytes();
    }

    /**
     * @param error Lambda's error JSON
     * @param all whether what it has beside type and message is kept too
     */
    static byte[] of(byte[] error, boolean all) {
        var value = JsonValue.parse(error).filter(it -> it.is(Kind.OBJECT));
        if (value.isEmpty()) {
            return of("Unhandled", "The function failed without saying why.");
        }
        var json =
                start(
                        value.get().member("errorType").map(JsonValue::string).orElse("Unhandled"),
                        value.get().member("errorMessage").map(JsonValue::string));
        for (var member : value.get().members().entrySet()) {
            var name = member.getKey();
            if (all && !name.equals("errorType") && !name.equals("errorMessage")) {
                json.json(Utf8.wellFormed(name), member.getValue());
            }
        }
        return json.endObject().toBytes();
    }

    /** The beginning that takes no more bytes than this in JSON. */
    private static String cut(String text, int bytes) {
        var clean = Utf8.wellFormed(text);
        if (length(clean) <= bytes) {
            return clean;
        }
        var room = bytes - length("…");
        var end = 0;
        while (end < clean.length()) {
            var character = clean.codePointAt(end);
            room -= length(character);
            if (room < 0) {
                break;
            }
            end += Character.charCount(character);
        }
        return clean.substring(0, end) + "…";
    }

    private static int length(String text) {
        return text.codePoints().map(ErrorBody::length).sum();
    }

    private static int length(int character) {
        if (character < ' ') {
            return 6;
        }
        if (character < 0x80) {
            return character == '"' || character == '\\' ? 2 : 1;
        }
        return character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    }
}
