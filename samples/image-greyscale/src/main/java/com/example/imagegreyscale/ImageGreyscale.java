package com.example.imagegreyscale;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Answers a picture without its colours, as a PNG.
 *
 * <p>Takes {@code {"image":"<Base64>"}} and answers the same, or an API Gateway request whose body
 * is the picture and answers a response whose body is the PNG.
 */
public final class ImageGreyscale
        implements RequestHandler<Map<String, Object>, Map<String, Object>> {

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        if (!event.containsKey("requestContext")) {
            return Map.of("image", greyscale(event.get("image"), "the property 'image'"));
        }
        try {
            if (!Boolean.TRUE.equals(event.get("isBase64Encoded"))) {
                throw new IllegalArgumentException(
                        "The body was taken for text; send the picture itself, with its"
                                + " content type, such as image/png.");
            }
            return response(200, "image/png", greyscale(event.get("body"), "the body"), true);
        } catch (IllegalArgumentException badRequest) {
            return response(400, "text/plain", badRequest.getMessage() + "\n", false);
        }
    }

    private static String greyscale(Object base64, String where) {
        if (!(base64 instanceof String encoded)) {
            throw new IllegalArgumentException(
                    "A picture is expected in " + where + ", as Base64.");
        }
        byte[] png = Greyscale.png(Base64.getDecoder().decode(encoded));
        return Base64.getEncoder().encodeToString(png);
    }

    private static Map<String, Object> response(
            int status, String contentType, String body, boolean base64) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("statusCode", status);
        response.put("headers", Map.of("Content-Type", contentType));
        response.put("body", body);
        response.put("isBase64Encoded", base64);
        return response;
    }
}
