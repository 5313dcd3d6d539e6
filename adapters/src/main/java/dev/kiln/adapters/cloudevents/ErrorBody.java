package dev.kiln.adapters.cloudevents;

import dev.kiln.adapters.json.EventWriter;
import dev.kiln.adapters.json.JsonPart;
import dev.kiln.adapters.json.JsonPart.Kind;
import dev.kiln.adapters.json.NotJsonException;
import java.nio.charset.StandardCharsets;
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
        try {
            var type = "Unhandled";
            var message = Optional.<String>empty();
            var members = JsonPart.unread(error).members();
            for (var member : members) {
                var isText = member.value().kind() == Kind.STRING;
                switch (member.name()) {
                    case "errorType" -> type = isText ? member.value().text() : type;
                    case "errorMessage" ->
                            message = isText ? Optional.of(member.value().text()) : message;
                    default -> {
                        // Comes behind these two, if at all.
                    }
                }
            }
            var json = start(type, message);
            for (var member : members) {
                var name = member.name();
                if (all && !name.equals("errorType") && !name.equals("errorMessage")) {
                    json.json(name, member.value().compact());
                }
            }
            return json.endObject().toBytes();
        } catch (NotJsonException _) {
            return of("Unhandled", "The function failed without saying why.");
        }
    }

    /** The beginning that takes no more bytes than this in JSON. */
    private static String cut(String text, int bytes) {
        var clean = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
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
