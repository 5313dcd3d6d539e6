package dev.kiln.adapters.cloudevents;

import static dev.kiln.adapters.MalformedResultException.shown;

import dev.kiln.adapters.json.JsonValue;
import dev.kiln.adapters.json.JsonValue.Kind;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One event of the JSON format, member by member. */
final class JsonEvent {

    private final boolean lenient;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private @Nullable JsonValue data;
    private @Nullable JsonValue base64;

    JsonEvent(boolean lenient) {
        this.lenient = lenient;
    }

    void add(String name, JsonValue value) throws MalformedEventException {
        switch (name) {
            case "data" -> data = value;
            case "data_base64" -> base64 = value;
            default -> addAttribute(name, value);
        }
    }

    private void addAttribute(String name, JsonValue value) throws MalformedEventException {
        var kind = value.kind();
        if (kind == Kind.NULL) {
            return;
        }
        if (lenient) {
            addAny(name.toLowerCase(Locale.ROOT), text(value));
            return;
        }
        EventRules.requireName(name);
        if (kind != Kind.STRING && !EventRules.isExtension(name)) {
            throw EventRules.malformed(name + " is no JSON string.");
        }
        attributes.put(name, text(value));
    }

    private void addAny(String name, String value) {
        if (!EventRules.hidesData(name)) {
            attributes.put(name, value);
        }
    }

    /** Of arrays and objects their JSON. */
    private static String text(JsonValue value) {
        return value.is(Kind.ARRAY) || value.is(Kind.OBJECT)
                ? new String(value.compact(), StandardCharsets.UTF_8)
                : value.string();
    }

    /**
     * @param initial attributes that the event gets if it has none of their names
     */
    CloudEvent complete(Map<String, String> initial) throws MalformedEventException {
        for (var attribute : initial.entrySet()) {
            attributes.putIfAbsent(attribute.getKey(), attribute.getValue());
        }
        if (!lenient) {
            EventRules.require(attributes);
        }
        return new CloudEvent(attributes, data());
    }

    private byte[] data() throws MalformedEventException {
        if (base64 != null && base64.kind() != Kind.NULL) {
            if (data != null && data.kind() != Kind.NULL) {
                throw EventRules.malformed(
                        "The event has data and data_base64, of which it may have one.");
            }
            return decoded(base64);
        }
        if (data == null) {
            return new byte[0];
        }
        var contentType = attributes.getOrDefault("datacontenttype", "application/json");
        return DataContentType.isJson(contentType) ? data.compact() : text(data, contentType);
    }

    private static byte[] decoded(JsonValue value) throws MalformedEventException {
        try {
            if (value.kind() == Kind.STRING) {
                return Base64.getDecoder().decode(value.string());
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw EventRules.malformed(
                "data_base64 is no string of Base64: the standard alphabet without line breaks is"
                        + " expected.");
    }

    /** The bytes that the content type speaks of. */
    private byte[] text(JsonValue value, String contentType) throws MalformedEventException {
        if (value.kind() == Kind.NULL) {
            return new byte[0];
        }
        if (value.kind() != Kind.STRING && !lenient) {
            throw EventRules.malformed(
                    "data is no JSON string, but datacontenttype is "
                            + shown(contentType)
                            + ", which is not JSON either.");
        }
        var charset = DataContentType.charset(contentType).orElse("utf-8");
        try {
            var encoder = Charset.forName(charset).newEncoder();
            var bytes = encoder.encode(CharBuffer.wrap(value.string()));
            var text = new byte[bytes.remaining()];
            bytes.get(text);
            return text;
        } catch (CharacterCodingException
                | UnsupportedOperationException
                | IllegalArgumentException _) {
            throw EventRules.malformed(
                    "data cannot be written in the charset of datacontenttype, "
                            + shown(charset)
                            + ".");
        }
    }
}
