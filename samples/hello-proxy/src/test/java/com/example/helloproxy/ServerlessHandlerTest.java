package com.example.helloproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerlessHandlerTest {

    @Test
    void the_response_greets_and_shows_the_request() {
        Map<String, Object> event =
                Map.of(
                        "httpMethod", "GET",
                        "path", "/hallå",
                        "queryStringParameters", Map.of("a", "1"));

        var response = new ServerlessHandler().handleRequest(event, null);

        assertEquals(200, response.getStatusCode());
        assertEquals(
                "{\"message\":\"Hello from a function that knows no server!\","
                        + "\"method\":\"GET\",\"path\":\"/hallå\",\"query\":{\"a\":\"1\"}}",
                response.getBody());
        assertEquals("application/json", response.getHeaders().get("Content-Type"));
        assertFalse(response.isIsBase64Encoded());
    }
}
