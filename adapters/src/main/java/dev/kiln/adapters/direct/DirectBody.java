package dev.kiln.adapters.direct;

import dev.kiln.adapters.HandlerInput;
import dev.kiln.adapters.InboundRequest;
import dev.kiln.adapters.http.GatewayRequest;
import dev.kiln.adapters.http.Lines;
import dev.kiln.adapters.http.MediaType;
import dev.kiln.adapters.json.EventWriter;
import java.nio.charset.StandardCharsets;

/**
 * How a body becomes the event of a handler with this input.
 *
 * @param onEmpty the event for an empty body
 */
record DirectBody(Form form, byte[] onEmpty) {

    /** What a handler can read. */
    enum Form {
        /** JSON: the body goes through as it is. */
        JSON,
        /** JSON, or any text, which becomes a JSON string. */
        TEXT,
        /** Bytes, which the function's deserializer expects as a JSON string of Base64. */
        BYTES
    }

    static DirectBody of(HandlerInput input) {
        var form =
                switch (input.inputType()) {
                    case "java.lang.String", "java.lang.CharSequence", "java.lang.Object" ->
                            Form.TEXT;
                    case "[B", "byte[]" -> Form.BYTES;
                    default -> Form.JSON;
                };
        return new DirectBody(form, ascii(isObject(input) ? "{}" : "null"));
    }

    byte[] event(InboundRequest request) {
        var body = request.body();
        if (body.length == 0) {
            return onEmpty;
        }
        return switch (form) {
            case JSON -> body;
            case TEXT -> asText(request);
            case BYTES -> base64(body);
        };
    }

    private static byte[] asText(InboundRequest request) {
        var body = request.body();
        var contentType = Lines.first(request.headers(), "content-type");
        if (contentType.isEmpty()) {
            return body;
        }
        var mediaType = MediaType.of(contentType.get());
        if (MediaType.isJson(mediaType)) {
            return body;
        }
        // A form is what `curl -d` says of any text.
        var text =
                MediaType.isText(mediaType)
                        || mediaType.equals("application/x-www-form-urlencoded");
        var encoding = Lines.first(request.headers(), "content-encoding").orElse("");
        return text && GatewayRequest.isPlainText(body, encoding) ? quoted(body) : base64(body);
    }

    private static byte[] quoted(byte[] text) {
        return new EventWriter().element(text).toBytes();
    }

    private static byte[] base64(byte[] content) {
        return new EventWriter().base64Element(content).toBytes();
    }

    /** Maps, beans and streams; the JDK's own values are none of these. */
    private static boolean isObject(HandlerInput input) {
        var type = input.inputType();
        if (type.equals("java.io.InputStream")
                || type.equals("java.util.Map")
                || input.inputTypes().contains("java.util.Map")) {
            return true;
        }
        return type.indexOf('.') > 0
                && !type.startsWith("java.")
                && !type.startsWith("[")
                && !input.inputTypes().contains("java.util.Collection")
                && !input.inputTypes().contains("java.lang.Enum");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
