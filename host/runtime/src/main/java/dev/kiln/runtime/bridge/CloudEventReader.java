package dev.kiln.runtime.bridge;

import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.core.JsonFactory;
import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.core.JsonParser;
import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event in the JSON format, read without a tree: JSON data keeps its bytes, so that nobody
 * spells its numbers in another way.
 */
final class CloudEventReader {

    /** -2147483648; the digits of longer ones are not even counted. */
    private static final int LONGEST_INTEGER = 11;

    private final byte[] json;
    private final Map<String, Object> attributes = new HashMap<>();
    private byte @Nullable [] binary;
    private byte @Nullable [] value;
    private @Nullable JsonToken token;
    private @Nullable String text;

    private CloudEventReader(byte[] json) {
        this.json = json;
    }

    /**
     * Makes the event.
     *
     * @throws IllegalArgumentException if the JSON is none of an event
     */
    static Object read(byte[] json, JsonFactory factory, CloudEventMaker maker) throws IOException {
        var reader = new CloudEventReader(json);
        try (var parser = factory.createParser(json)) {
            reader.read(parser);
        }
        return maker.make(reader.attributes, reader.data());
    }

    private void read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("An event is a JSON object.");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            var found = parser.nextToken();
            if (name.equals("data")) {
                token = found;
                text = found == JsonToken.VALUE_STRING ? parser.getText() : null;
                value = bytesOfValue(parser);
            } else if (found == JsonToken.VALUE_NULL) {
                attributes.remove(name);
            } else if (name.equals("data_base64")) {
                binary = parser.getBinaryValue();
            } else {
                attributes.put(name, attribute(parser, found));
            }
        }
    }

    private Object attribute(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        if (token.isBoolean()) {
            return parser.getBooleanValue();
        }
        if (token == JsonToken.VALUE_NUMBER_INT
                && parser.getTextLength() <= LONGEST_INTEGER
                && parser.getNumberType() == JsonParser.NumberType.INT) {
            return parser.getIntValue();
        }
        // Events have no other numbers, objects or arrays; as text nothing of them is lost.
        return new String(bytesOfValue(parser), StandardCharsets.UTF_8);
    }

    private byte[] bytesOfValue(JsonParser parser) throws IOException {
        var start = parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        var end = parser.currentLocation().getByteOffset();
        if (start < 0) {
            throw new IllegalArgumentException("An event is JSON in UTF-8.");
        }
        return Arrays.copyOfRange(json, (int) start, (int) end);
    }

    private byte @Nullable [] data() {
        if (value == null) {
            return binary;
        }
        var type = attributes.get("datacontenttype");
        var contentType = type == null ? "application/json" : type.toString();
        var json = DataContentType.isJson(contentType);
        if (token == JsonToken.VALUE_NULL && (binary != null || !json)) {
            return binary;
        }
        if (binary != null) {
            throw new IllegalArgumentException(
                    "An event has 'data' or 'data_base64', and this one has both.");
        }
        if (json) {
            return value;
        }
        if (text == null) {
            throw new IllegalArgumentException(
                    "'data' of an event is text, unless its 'datacontenttype' is JSON.");
        }
        return text.getBytes(DataContentType.charset(contentType));
    }
}
