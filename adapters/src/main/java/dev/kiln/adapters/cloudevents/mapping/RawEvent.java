package dev.kiln.adapters.cloudevents.mapping;

import dev.kiln.adapters.HandlerInput;
import dev.kiln.adapters.json.EventWriter;
import dev.kiln.adapters.json.JsonValue;
import java.nio.charset.StandardCharsets;

/** The data alone, in a form that the handler can read. */
record RawEvent(Form form) implements OneByOne {

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    /** What a handler can read. */
    enum Form {
        /** Any bytes. */
        STREAM,
        /** Bytes, which the function's deserializer expects as a JSON string of Base64. */
        BYTES,
        /** A JSON string. */
        TEXT,
        /** Any JSON value. */
        ANY,
        /** JSON of a shape that the function alone knows. */
        JSON
    }

    static RawEvent of(HandlerInput input) {
        return new RawEvent(
                switch (input.inputType()) {
                    case "java.io.InputStream" -> Form.STREAM;
                    case "[B", "byte[]" -> Form.BYTES;
                    case "java.lang.String", "java.lang.CharSequence" -> Form.TEXT;
                    case "java.lang.Object", "void" -> Form.ANY;
                    default -> Form.JSON;
                });
    }

    @Override
    public EventMapping mapping() {
        return EventMapping.RAW;
    }

    @Override
    public byte[] event(EventData data) throws UnmappableEventException {
        if (form == Form.STREAM) {
            return data.bytes();
        }
        if (data.isEmpty()) {
            return NULL;
        }
        return switch (form) {
            case STREAM -> data.bytes();
            case BYTES -> base64(data.bytes());
            case TEXT -> isString(data) ? json(data) : quoted(data);
            case ANY -> isJson(data) ? json(data) : quoted(data);
            case JSON -> json(data);
        };
    }

    /** Whether a handler that takes strings can read the data as they are, or is bound to fail. */
    private static boolean isString(EventData data) {
        return isJson(data)
                && (data.isDeclaredJson()
                        || data.json().filter(it -> it.is(JsonValue.Kind.STRING)).isPresent());
    }

    private static boolean isJson(EventData data) {
        return (data.isDeclaredJson() || data.mediaType().isEmpty()) && data.json().isPresent();
    }

    private static byte[] json(EventData data) throws UnmappableEventException {
        if (data.json().isPresent() && data.text().isPresent()) {
            return data.text().get();
        }
        throw UnmappableEventException.wrong(
                "The data is no JSON, but the handler takes an object that is made of JSON; a"
                        + " handler that takes a stream, a string or bytes gets any data.");
    }

    private static byte[] quoted(EventData data) {
        var type = data.mediaType();
        var isBinary =
                type.equals("application/octet-stream")
                        || type.startsWith("image/")
                        || type.startsWith("audio/")
                        || type.startsWith("video/");
        return data.text().isEmpty() || isBinary
                ? base64(data.bytes())
                : new EventWriter().element(data.text().get()).toBytes();
    }

    private static byte[] base64(byte[] content) {
        return new EventWriter().base64Element(content).toBytes();
    }
}
