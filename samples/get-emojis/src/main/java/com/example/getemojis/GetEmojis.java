package com.example.getemojis;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Answers the emojis for {@code ?descriptions=flame,confused} or for the body {@code
 * {"descriptions":["flame","confused"]}}.
 */
public final class GetEmojis
        implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private static final String USAGE =
            "Say what to look for: ?descriptions=flame,confused"
                    + " or a JSON body {\"descriptions\":[\"flame\",\"confused\"]}.";

    private final ObjectMapper json = new ObjectMapper();
    private final EmojiDictionary dictionary = new EmojiDictionary(json);

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        try {
            return response(200, dictionary.emojisFor(descriptions(event)));
        } catch (IllegalArgumentException badRequest) {
            return response(400, Map.of("message", badRequest.getMessage()));
        }
    }

    private List<String> descriptions(APIGatewayV2HTTPEvent event) {
        Map<String, String> query = event.getQueryStringParameters();
        if (query != null && query.containsKey("descriptions")) {
            // A parameter that is given several times arrives joined with commas, too.
            return List.of(query.get("descriptions").split(","));
        }
        return descriptionsInBody(body(event));
    }

    private List<String> descriptionsInBody(String body) {
        JsonNode descriptions;
        try {
            descriptions = json.readTree(body).path("descriptions");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The body is not JSON. " + USAGE, e);
        }
        if (!descriptions.isArray()) {
            throw new IllegalArgumentException(USAGE);
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode description : descriptions) {
            if (!description.isTextual()) {
                throw new IllegalArgumentException("A description is not a text. " + USAGE);
            }
            texts.add(description.textValue());
        }
        return texts;
    }

    /** A form's content type, which {@code curl -d} sends, makes the gateway encode the body. */
    private static String body(APIGatewayV2HTTPEvent event) {
        String body = event.getBody() == null ? "" : event.getBody();
        return event.getIsBase64Encoded()
                ? new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8)
                : body;
    }

    private APIGatewayV2HTTPResponse response(int status, Object body) {
        try {
            return APIGatewayV2HTTPResponse.builder()
                    .withStatusCode(status)
                    .withHeaders(Map.of("Content-Type", "application/json"))
                    .withBody(json.writeValueAsString(body))
                    .build();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
