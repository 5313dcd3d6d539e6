package com.example.fuzzemoji;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers the emojis whose descriptions come closest to the given ones, spelling mistakes included.
 *
 * <p>Takes the events of REST and HTTP APIs, with {@code ?descriptions=flame,confused} or a JSON
 * body, and {@code {"descriptions":["flame"]}} as the event itself.
 */
public final class FuzzEmoji implements RequestHandler<Map<String, Object>, Map<String, Object>> {

    private static final String USAGE =
            "Say what to look for: ?descriptions=flame,confused"
                    + " or JSON {\"descriptions\":[\"flame\",\"confused\"]}.";

    private final EmojiFinder finder = EmojiFinder.load();
    private final Gson gson = new GsonBuilder().disableHtmlEscaping().create();

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        if (!event.containsKey("requestContext")) {
            return emojisFor(texts(event.get("descriptions")));
        }
        try {
            return response(200, emojisFor(requestedDescriptions(event)));
        } catch (IllegalArgumentException badRequest) {
            return response(400, Map.of("message", badRequest.getMessage()));
        }
    }

    private Map<String, Object> emojisFor(List<String> descriptions) {
        List<Map<String, Object>> emojis = new ArrayList<>();
        for (String wanted : descriptions) {
            finder.closestTo(wanted).ifPresent(match -> emojis.add(found(wanted, match)));
        }
        return Map.of("emojis", emojis);
    }

    private static Map<String, Object> found(String wanted, EmojiFinder.Match match) {
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("emoji", match.emoji());
        found.put("wanted", wanted);
        found.put("found", match.description());
        found.put("score", Math.round(match.score() * 100) / 100.0);
        return found;
    }

    private List<String> requestedDescriptions(Map<String, Object> event) {
        if (event.get("queryStringParameters") instanceof Map<?, ?> query
                && query.get("descriptions") instanceof String descriptions) {
            return List.of(descriptions.split(","));
        }
        try {
            Map<?, ?> body = gson.fromJson(body(event), Map.class);
            return texts(body == null ? null : body.get("descriptions"));
        } catch (JsonParseException e) {
            throw new IllegalArgumentException("The body is not a JSON object. " + USAGE, e);
        }
    }

    /** A form's content type, which {@code curl -d} sends, makes an HTTP API encode the body. */
    private static String body(Map<String, Object> event) {
        String body = event.get("body") instanceof String text ? text : "";
        return Boolean.TRUE.equals(event.get("isBase64Encoded"))
                ? new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8)
                : body;
    }

    private static List<String> texts(Object descriptions) {
        if (!(descriptions instanceof List<?> list)) {
            throw new IllegalArgumentException(USAGE);
        }
        List<String> texts = new ArrayList<>();
        for (Object description : list) {
            if (!(description instanceof String text)) {
                throw new IllegalArgumentException("A description is not a text. " + USAGE);
            }
            texts.add(text);
        }
        return texts;
    }

    private Map<String, Object> response(int status, Map<String, Object> body) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("statusCode", status);
        response.put("headers", Map.of("Content-Type", "application/json"));
        response.put("body", gson.toJson(body));
        return response;
    }
}
