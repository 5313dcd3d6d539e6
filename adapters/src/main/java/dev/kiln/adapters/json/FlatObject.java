package dev.kiln.adapters.json;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;

/** A JSON object whose values are all shown as text, the way API Gateway shows claims. */
public final class FlatObject {

    /** Numbers of more digits keep their exponent. */
    private static final int MOST_DIGITS = 400;

    private FlatObject() {}

    /**
     * Keys in order. Text as it is, numbers as decimal digits, arrays as {@code [a b]}, objects as
     * compact JSON; of a key that occurs twice the last value counts.
     *
     * @throws IllegalArgumentException if this is no JSON object
     */
    public static Map<String, String> read(byte[] json) {
        try (var parser = Json.FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                var texts = new LinkedHashMap<String, String>();
                for (var key = parser.nextName(); key != null; key = parser.nextName()) {
                    texts.put(key, text(parser, parser.nextToken()));
                }
                if (parser.nextToken() == null) {
                    return Collections.unmodifiableMap(texts);
                }
            }
        } catch (JacksonException _) {
            // Said below, without the content.
        }
        throw new IllegalArgumentException(
                "What is known of a caller has " + json.length + " bytes, but is no JSON object.");
    }

    private static String text(JsonParser parser, JsonToken token) {
        return switch (token) {
            case VALUE_NUMBER_INT -> parser.getString();
            case VALUE_NUMBER_FLOAT -> digits(parser.getString());
            case START_ARRAY -> list(parser);
            case START_OBJECT -> compact(parser);
            default -> parser.getString();
        };
    }

    private static String digits(String number) {
        try {
            var value = new BigDecimal(number);
            var length = (long) value.precision() + Math.abs((long) value.scale());
            return length > MOST_DIGITS ? number : value.toPlainString();
        } catch (NumberFormatException _) {
            // Its exponent alone is longer than an int.
            return number;
        }
    }

    private static String list(JsonParser parser) {
        var list = new StringBuilder("[");
        for (var token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            list.append(list.length() > 1 ? " " : "").append(text(parser, token));
        }
        return list.append(']').toString();
    }

    private static String compact(JsonParser parser) {
        var json = new StringWriter();
        try (var generator = Json.FACTORY.createGenerator(ObjectWriteContext.empty(), json)) {
            generator.copyCurrentStructure(parser);
        }
        return json.toString();
    }
}
