package dev.kiln.adapters.json;

import dev.kiln.adapters.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * One value where it stands in a text. Taken apart one level at a time; what lies deeper stays
 * bytes, so numbers and escapes keep their spelling.
 */
public final class JsonPart {

    /** What kinds of values there are. */
    public enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        BOOLEAN,
        NULL
    }

    private final byte[] source;
    private final int start;
    private final int end;

    private JsonPart(byte[] source, int start, int end) {
        this.source = source;
        this.start = start;
        this.end = end;
    }

    /**
     * Reads a text of one value.
     *
     * @throws NotJsonException if there is none or more than one, or it is not UTF-8
     */
    public static JsonPart parse(byte[] json) throws NotJsonException {
        var value = unread(json);
        try (var parser = value.parser()) {
            parser.nextToken();
            parser.skipChildren();
            parser.finishToken();
            requireEnd(parser);
        } catch (JacksonException e) {
            throw notJson(e);
        }
        return value;
    }

    /**
     * A text that is not looked at further than {@link #kind()} needs: taking it apart shows
     * whether it is JSON.
     *
     * @throws NotJsonException if there is nothing, or it is not UTF-8
     */
    public static JsonPart unread(byte[] json) throws NotJsonException {
        var start = 0;
        while (start < json.length && isSpace(json[start])) {
            start++;
        }
        var end = json.length;
        while (end > start && isSpace(json[end - 1])) {
            end--;
        }
        if (start == end) {
            throw new NotJsonException("There is no JSON, but nothing.");
        }
        if (!Utf8.isValid(json)) {
            throw new NotJsonException("The text is not UTF-8, as JSON is.");
        }
        // The parser would take UTF-16, UTF-32 and byte order marks too.
        if (json[start] <= 0 || end - start > 1 && json[start + 1] == 0) {
            throw new NotJsonException("The text does not begin as JSON in UTF-8 does.");
        }
        return new JsonPart(json, start, end);
    }

    public Kind kind() {
        return switch (source[start]) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.STRING;
            case 't', 'f' -> Kind.BOOLEAN;
            case 'n' -> Kind.NULL;
            default -> Kind.NUMBER;
        };
    }

    /**
     * The members in order; a name may occur twice.
     *
     * @throws NotJsonException if this is no object, or was not read before and is no JSON
     */
    public List<JsonMember> members() throws NotJsonException {
        try (var parser = parser()) {
            require(parser, JsonToken.START_OBJECT);
            var members = new ArrayList<JsonMember>();
            for (var name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                members.add(new JsonMember(name, current(parser)));
            }
            requireEnd(parser);
            return members;
        } catch (JacksonException e) {
            throw notJson(e);
        }
    }

    /**
     * The elements in order.
     *
     * @throws NotJsonException if this is no array, or was not read before and is no JSON
     */
    public List<JsonPart> elements() throws NotJsonException {
        try (var parser = parser()) {
            require(parser, JsonToken.START_ARRAY);
            var elements = new ArrayList<JsonPart>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(current(parser));
            }
            requireEnd(parser);
            return elements;
        } catch (JacksonException e) {
            throw notJson(e);
        }
    }

    /**
     * What a string says; the spelling of any other value, without spaces between its parts.
     *
     * @throws NotJsonException if this was not read before and is no JSON
     */
    public String text() throws NotJsonException {
        if (kind() != Kind.STRING) {
            return new String(compact(), StandardCharsets.UTF_8);
        }
        try (var parser = parser()) {
            parser.nextToken();
            var text = parser.getString();
            requireEnd(parser);
            return text;
        } catch (JacksonException e) {
            throw notJson(e);
        }
    }

    /** The same value without spaces between its parts. */
    public byte[] compact() {
        var compact = new byte[end - start];
        var length = 0;
        var inString = false;
        for (var at = start; at < end; at++) {
            var one = source[at];
            if (inString || !isSpace(one)) {
                compact[length++] = one;
            }
            if (one == '"') {
                inString = !inString;
            } else if (one == '\\' && inString) {
                at++;
                compact[length++] = source[at];
            }
        }
        return length == compact.length ? compact : Arrays.copyOf(compact, length);
    }

    private JsonParser parser() {
        return Json.FACTORY.createParser(ObjectReadContext.empty(), source, start, end - start);
    }

    private JsonPart current(JsonParser parser) {
        var from = start + (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        return new JsonPart(source, from, start + (int) parser.currentLocation().getByteOffset());
    }

    private static void require(JsonParser parser, JsonToken first) throws NotJsonException {
        if (parser.nextToken() != first) {
            throw new NotJsonException(
                    first == JsonToken.START_OBJECT
                            ? "The JSON is no object."
                            : "The JSON is no array.");
        }
    }

    private static void requireEnd(JsonParser parser) throws NotJsonException {
        if (parser.nextToken() != null) {
            throw new NotJsonException("There is something behind the JSON.");
        }
    }

    private static NotJsonException notJson(JacksonException e) {
        var location = e.getLocation();
        return new NotJsonException(
                location == null || location.getByteOffset() < 0
                        ? "This is no JSON."
                        : "This is no JSON from byte " + location.getByteOffset() + " on.");
    }

    private static boolean isSpace(byte one) {
        return one == ' ' || one == '\n' || one == '\r' || one == '\t';
    }
}
