package com.example.getemojis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GetEmojisTest {

    private final GetEmojis handler = new GetEmojis();

    @Test
    void query_parameters_are_looked_up_in_their_order() {
        var event = query("flame,confused");

        var response = answer(event);

        assertEquals(200, response.getStatusCode());
        assertEquals("application/json", response.getHeaders().get("Content-Type"));
        assertEquals("[\"🔥\",\"😕\"]", response.getBody());
    }

    @Test
    void a_json_body_is_looked_up() {
        var event =
                APIGatewayV2HTTPEvent.builder()
                        .withBody("{\"descriptions\":[\"fast food\",\"Café\"]}")
                        .build();

        var response = answer(event);

        assertEquals("[\"🍔\",\"☕\"]", response.getBody());
    }

    @Test
    void an_encoded_body_is_decoded_as_utf_8() {
        var body = "{\"descriptions\":[\"café\"]}".getBytes(StandardCharsets.UTF_8);
        var event =
                APIGatewayV2HTTPEvent.builder()
                        .withBody(Base64.getEncoder().encodeToString(body))
                        .withIsBase64Encoded(true)
                        .build();

        var response = answer(event);

        assertEquals("[\"☕\"]", response.getBody());
    }

    @Test
    void repeated_and_unknown_descriptions_add_nothing() {
        var event = query("fire, HOT ,quux");

        var response = answer(event);

        assertEquals(200, response.getStatusCode());
        assertEquals("[\"🔥\"]", response.getBody());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "flame",
                "{}",
                "{\"descriptions\":\"flame\"}",
                "{\"descriptions\":[1]}"
            })
    void a_body_without_descriptions_is_a_bad_request(String body) {
        var event = APIGatewayV2HTTPEvent.builder().withBody(body).build();

        var response = answer(event);

        assertEquals(400, response.getStatusCode());
        assertTrue(response.getBody().contains("?descriptions=flame,confused"));
    }

    @Test
    void a_request_without_anything_is_a_bad_request() {
        var event = new APIGatewayV2HTTPEvent();

        var response = answer(event);

        assertEquals(400, response.getStatusCode());
    }

    private static APIGatewayV2HTTPEvent query(String descriptions) {
        return APIGatewayV2HTTPEvent.builder()
                .withQueryStringParameters(Map.of("descriptions", descriptions))
                .build();
    }

    private APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event) {
        return handler.handleRequest(event, null);
    }
}
