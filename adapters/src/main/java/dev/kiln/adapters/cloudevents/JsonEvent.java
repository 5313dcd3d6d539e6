package dev.kiln.adapters.cloudevents;

import static dev.kiln.adapters.MalformedResultException.shown;

import dev.kiln.adapters.json.JsonMember;
import dev.kiln.adapters.json.JsonPart;
import dev.kiln.adapters.json.JsonPart.Kind;
import dev.kiln.adapters.json.NotJsonException;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One event of the JSON format, member by member. */
final class JsonEvent {

    private final boolean lenient;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();
    private @Nullable JsonPart data;
    private @Nullable JsonPart base64;

    JsonEvent(boolean lenient) {
        this.lenient = lenient;
    }

    void add(JsonMember member) throws MalformedEventException, NotJsonException {
        var name = member.name();
        if (!names.add(name)) {
            throw EventRules.malformed("There are two members " + shown(name) + ".");
        }
        switch (name) {
            case "data" -> data = member.value();
            case "data_base64" -> base64 = member.value();
            default -> addAttribute(name, member.value());
        }
    }

    private void addAttribute(String name, JsonPart value)
            throws MalformedEventException, NotJsonException {
        var kind = value.kind();
        if (kind == Kind.NULL) {
            return;
        }
        if (lenient) {
            addAny(name.toLowerCase(Locale.ROOT), value.text());
            return;
        }
        EventRules.requireName(name);
        if (kind != Kind.STRING && !EventRules.isExtension(name)) {
            throw EventRules.malformed(name + " is no JSON string.");
        }
        attributes.put(name, value.text());
    }

    private void addAny(String name, String value) {
        if (!EventRules.hidesData(name)) {
            attributes.put(name, value);
        }
    }

    /**
     * @param initial attributes that the event gets if it has none of their names
     */
    CloudEvent complete(Map<String, String> initial)
            throws MalformedEventException, NotJsonException {
        for (var attribute : initial.entrySet()) {
            attributes.putIfAbsent(attribute.getKey(), attribute.getValue());
        }
        if (!lenient) {
            EventRules.require(attributes);
        }
        return new CloudEvent(attributes, data());
    }

    private byte[] data() throws MalformedEventException, NotJsonException {
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

    private static byte[] decoded(JsonPart value) throws MalformedEventException, NotJsonException {
        try {
            if (value.kind() == Kind.STRING) {
                return Base64.getDecoder().decode(value.text());
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw EventRules.malformed(
                "data_base64 is no string of Base64: the standard alphabet without line breaks is"
                        + " expected.");
    }

    /** The bytes that the content type speaks of. */
    private byte[] text(JsonPart value, String contentType)
            throws MalformedEventException, NotJsonException {
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
            var bytes = encoder.encode(CharBuffer.wrap(value.text()));
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
