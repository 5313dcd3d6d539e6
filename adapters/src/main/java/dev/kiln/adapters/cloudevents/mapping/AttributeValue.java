package dev.kiln.adapters.cloudevents.mapping;

import static dev.kiln.adapters.MalformedResultException.shown;

import dev.kiln.adapters.json.EventWriter;
import dev.kiln.adapters.json.JsonValue;
import dev.kiln.adapters.json.JsonValue.Kind;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A value of an item of DynamoDB, which names its type: {@code {"N":"1"}}. Sources may add empty
 * members for all other types, and one that names the type.
 *
 * @param attribute of the item, for messages
 * @param depth of the maps and lists around it
 */
record AttributeValue(String attribute, String type, JsonValue value, int depth) {

    private static final Set<String> TYPES =
            Set.of("S", "N", "B", "SS", "NS", "BS", "M", "L", "BOOL", "NULL");

    /** DynamoDB itself allows 32; each level is looked through once for every level above. */
    private static final int MOST_LEVELS = 64;

    static AttributeValue of(String attribute, JsonValue typed) throws UnmappableEventException {
        return of(attribute, typed, 1);
    }

    private static AttributeValue of(String attribute, JsonValue typed, int depth)
            throws UnmappableEventException {
        if (!typed.is(Kind.OBJECT) || depth > MOST_LEVELS) {
            throw wrong(
                    attribute,
                    depth > MOST_LEVELS
                            ? "has more levels than " + MOST_LEVELS
                            : "is no object such as {\"S\":\"text\"}");
        }
        var values = new LinkedHashMap<String, JsonValue>();
        for (var member : typed.members().entrySet()) {
            var type = typeNamed(member.getKey());
            if (TYPES.contains(type) && !member.getValue().is(Kind.NULL)) {
                values.put(type, member.getValue());
            }
        }
        var hint = typed.memberIgnoringCase("type").map(JsonValue::string).orElse("");
        var type = typeAmong(values, typeNamed(hint));
        var value = values.get(type);
        if (value == null) {
            throw wrong(attribute, "has no value of one type");
        }
        return new AttributeValue(attribute, type, value, depth);
    }

    /** "" if it is not clear. */
    private static String typeAmong(Map<String, JsonValue> values, String hint) {
        if (values.containsKey(hint)) {
            return hint;
        }
        if (values.size() == 1) {
            return values.keySet().iterator().next();
        }
        var filled = "";
        for (var value : values.entrySet()) {
            if (!isEmpty(value.getValue())) {
                if (!filled.isEmpty()) {
                    return "";
                }
                filled = value.getKey();
            }
        }
        return filled;
    }

    private static boolean isEmpty(JsonValue value) {
        return switch (value.kind()) {
            case OBJECT -> value.members().isEmpty();
            case ARRAY -> value.elements().isEmpty();
            default -> false;
        };
    }

    /** AWS's SDK for Java spells one of them otherwise. */
    private static String typeNamed(String name) {
        var type = name.toUpperCase(Locale.ROOT);
        return type.equals("NUL") ? "NULL" : type;
    }

    void write(EventWriter json) throws UnmappableEventException {
        json.startObject();
        switch (type) {
            case "M" -> writeMap(json);
            case "L", "SS", "NS", "BS" -> writeList(json);
            default -> {
                json.name(type);
                writeScalar(type, value, json);
            }
        }
        json.endObject();
    }

    private void writeMap(EventWriter json) throws UnmappableEventException {
        require(Kind.OBJECT, value);
        json.startObject(type);
        for (var member : value.members().entrySet()) {
            json.name(member.getKey());
            of(attribute, member.getValue(), depth + 1).write(json);
        }
        json.endObject();
    }

    private void writeList(EventWriter json) throws UnmappableEventException {
        require(Kind.ARRAY, value);
        json.startArray(type);
        for (var element : value.elements()) {
            if (type.equals("L")) {
                of(attribute, element, depth + 1).write(json);
            } else {
                writeScalar(type.substring(0, 1), element, json);
            }
        }
        json.endArray();
    }

    private void writeScalar(String type, JsonValue value, EventWriter json)
            throws UnmappableEventException {
        switch (type) {
            case "S" -> json.jsonElement(require(Kind.STRING, value));
            case "N" -> {
                if (!value.is(Kind.NUMBER)) {
                    require(Kind.STRING, value);
                }
                json.element(value.string());
            }
            case "B" -> json.base64Element(binary(value));
            default -> json.jsonElement(require(Kind.BOOLEAN, value));
        }
    }

    /** Base64, or numbers as a JSON library finds them in the SDK's object around the bytes. */
    private byte[] binary(JsonValue value) throws UnmappableEventException {
        var bytes = value.memberIgnoringCase("bytes").orElse(value);
        try {
            if (bytes.is(Kind.STRING)) {
                return Base64.getDecoder().decode(bytes.utf8());
            }
            var elements = require(Kind.ARRAY, bytes).elements();
            var content = new byte[elements.size()];
            for (var i = 0; i < content.length; i++) {
                content[i] = (byte) Short.parseShort(elements.get(i).string());
            }
            return content;
        } catch (IllegalArgumentException _) {
            throw wrong(attribute, "is binary, but neither Base64 nor a list of bytes");
        }
    }

    private JsonValue require(Kind kind, JsonValue value) throws UnmappableEventException {
        if (!value.is(kind)) {
            throw wrong(
                    attribute,
                    "is of type " + type + ", but is not " + kind.name().toLowerCase(Locale.ROOT));
        }
        return value;
    }

    private static UnmappableEventException wrong(String attribute, String problem) {
        return UnmappableEventException.wrong(
                "The data should be a record of a DynamoDB stream: attribute "
                        + shown(attribute)
                        + " "
                        + problem
                        + ".");
    }
}
