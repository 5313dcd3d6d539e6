package dev.kiln.adapters.json;

import dev.kiln.adapters.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * A value where it stands in a JSON text. Nothing is copied or spelt anew: what is inside is found
 * when somebody asks, one level at a time. For one thread.
 */
public final class JsonValue {

    /** What a value can be. */
    public enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        BOOLEAN,
        NULL
    }

    private final byte[] text;
    private final int start;
    private final int end;
    private @Nullable Map<String, JsonValue> members;
    private @Nullable String repeatedName;

    private JsonValue(byte[] text, int start, int end) {
        this.text = text;
        this.start = start;
        this.end = end;
    }

    /**
     * @param text must not change afterwards
     * @return empty if this is not exactly one well-formed JSON value in UTF-8
     */
    public static Optional<JsonValue> parse(byte[] text) {
        var start = 0;
        var end = text.length;
        while (start < end && isSpace(text[start])) {
            start++;
        }
        while (end > start && isSpace(text[end - 1])) {
            end--;
        }
        var value = new JsonValue(text, start, end);
        return start < end && Utf8.isValid(text) && value.isWellFormed()
                ? Optional.of(value)
                : Optional.empty();
    }

    public Kind kind() {
        return switch (text[start]) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.STRING;
            case 't', 'f' -> Kind.BOOLEAN;
            case 'n' -> Kind.NULL;
            default -> Kind.NUMBER;
        };
    }

    public boolean is(Kind kind) {
        return kind() == kind;
    }

    /** Of an object, in order; of a name that occurs twice the last value counts. */
    public Map<String, JsonValue> members() {
        if (members == null) {
            members = Collections.unmodifiableMap(readMembers());
        }
        return members;
    }

    /** A name that several members of an object have, for those who want to know. */
    public Optional<String> repeatedName() {
        members();
        return Optional.ofNullable(repeatedName);
    }

    /** Empty if this is no object, or one without the member, or with null as its value. */
    public Optional<JsonValue> member(String name) {
        if (!is(Kind.OBJECT)) {
            return Optional.empty();
        }
        return Optional.ofNullable(members().get(name)).filter(it -> !it.is(Kind.NULL));
    }

    /** The same for the first member whose name differs in case only. */
    public Optional<JsonValue> memberIgnoringCase(String name) {
        if (!is(Kind.OBJECT)) {
            return Optional.empty();
        }
        for (var member : members().entrySet()) {
            if (member.getKey().equalsIgnoreCase(name) && !member.getValue().is(Kind.NULL)) {
                return Optional.of(member.getValue());
            }
        }
        return Optional.empty();
    }

    /** Of an array. */
    public List<JsonValue> elements() {
        var elements = new ArrayList<JsonValue>();
        try (var json = parser()) {
            require(json.nextToken() == JsonToken.START_ARRAY);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                elements.add(current(json));
            }
        }
        return elements;
    }

    /** The text of a string, in UTF-8. */
    public byte[] utf8() {
        var string = json();
        try (var json = Json.FACTORY.createParser(ObjectReadContext.empty(), string)) {
            require(json.nextToken() == JsonToken.VALUE_STRING);
            return JsonStrings.read(json, string);
        }
    }

    /** The text of a string, the spelling of any other value. */
    public String string() {
        return new String(is(Kind.STRING) ? utf8() : json(), StandardCharsets.UTF_8);
    }

    /** The value as it is spelt. */
    public byte[] json() {
        return start == 0 && end == text.length ? text : Arrays.copyOfRange(text, start, end);
    }

    /** The same without spaces between its parts; what is inside of strings stays. */
    public byte[] compact() {
        var compact = new byte[end - start];
        var length = 0;
        var isInString = false;
        for (var at = start; at < end; at++) {
            var one = text[at];
            if (isInString || !isSpace(one)) {
                compact[length++] = one;
            }
            if (one == '"') {
                isInString = !isInString;
            } else if (one == '\\' && isInString) {
                compact[length++] = text[++at];
            }
        }
        return length == compact.length ? compact : Arrays.copyOf(compact, length);
    }

    private boolean isWellFormed() {
        // A byte order mark would move all places, and zeros have the library guess an encoding.
        for (var i = start; i < end && i < start + 4; i++) {
            if (text[i] == 0 || text[start] < 0) {
                return false;
            }
        }
        try (var json = parser()) {
            json.nextToken();
            json.skipChildren();
            return json.nextToken() == null;
        } catch (JacksonException _) {
            return false;
        }
    }

    private Map<String, JsonValue> readMembers() {
        var read = new LinkedHashMap<String, JsonValue>();
        try (var json = parser()) {
            require(json.nextToken() == JsonToken.START_OBJECT);
            for (var name = json.nextName(); name != null; name = json.nextName()) {
                json.nextToken();
                if (read.put(name, current(json)) != null) {
                    repeatedName = name;
                }
            }
        }
        return read;
    }

    private JsonParser parser() {
        return Json.FACTORY.createParser(ObjectReadContext.empty(), text, start, end - start);
    }

    /** Where the parser stands; it goes to the value's end. */
    private JsonValue current(JsonParser json) {
        var from = start + (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        json.finishToken();
        return new JsonValue(text, from, start + (int) json.currentLocation().getByteOffset());
    }

    private void require(boolean isKind) {
        if (!isKind) {
            throw new IllegalStateException("The value is of kind " + kind() + ".");
        }
    }

    private static boolean isSpace(byte one) {
        return one == ' ' || one == '\t' || one == '\n' || one == '\r';
    }
}
