package com.example.fuzzemoji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FuzzEmojiTest {

    private static final String FLAME =
            "{\"emojis\":[{\"emoji\":\"🔥\",\"wanted\":\"flame\",\"found\":\"flame\",\"score\":1.0}]}";

    private final FuzzEmoji handler = new FuzzEmoji();

    @Test
    void a_direct_event_gets_the_emojis_themselves() {
        Map<String, Object> event = Map.of("descriptions", List.of("flame"));

        var result = handler.handleRequest(event, null);

        var flame = Map.of("emoji", "🔥", "wanted", "flame", "found", "flame", "score", 1.0);
        assertEquals(Map.of("emojis", List.of(flame)), result);
    }

    @Test
    void query_parameters_get_a_response() {
        var event = request(Map.of("queryStringParameters", Map.of("descriptions", "flame")));

        var result = handler.handleRequest(event, null);

        var headers = Map.of("Content-Type", "application/json");
        assertEquals(Map.of("statusCode", 200, "headers", headers, "body", FLAME), result);
    }

    @Test
    void a_json_body_gets_a_response() {
        var event = request(Map.of("body", "{\"descriptions\":[\"flame\"]}"));

        var result = handler.handleRequest(event, null);

        assertEquals(FLAME, result.get("body"));
    }

    @Test
    void an_encoded_body_is_decoded_as_utf_8() {
        var json = "{\"descriptions\":[\"cafés\"]}".getBytes(StandardCharsets.UTF_8);
        var body = Base64.getEncoder().encodeToString(json);
        var event = request(Map.of("body", body, "isBase64Encoded", true));

        var result = handler.handleRequest(event, null);

        assertTrue(result.get("body").toString().contains("\"☕\",\"wanted\":\"cafés\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"confuzed", "Confused", " confusd ", "confussed"})
    void a_misspelt_description_finds_the_emoji_that_was_meant(String misspelt) {
        var match = EmojiFinder.load().closestTo(misspelt);

        assertEquals("😕", match.orElseThrow().emoji());
    }

    @Test
    void what_resembles_nothing_is_left_out() {
        Map<String, Object> event = Map.of("descriptions", List.of("xyzzy", "rocket"));

        var result = handler.handleRequest(event, null);

        var emojis = (List<?>) result.get("emojis");
        assertEquals(1, emojis.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "flame",
                "[]",
                "{}",
                "{\"descriptions\":\"flame\"}",
                "{\"descriptions\":[1]}"
            })
    void a_request_without_descriptions_is_a_bad_request(String body) {
        var event = request(Map.of("body", body));

        var result = handler.handleRequest(event, null);

        assertEquals(400, result.get("statusCode"));
        assertTrue(result.get("body").toString().contains("Say what to look for"));
    }

    @Test
    void a_direct_event_without_descriptions_is_an_error() {
        Map<String, Object> event = Map.of("description", "flame");

        var error =
                assertThrows(
                        IllegalArgumentException.class, () -> handler.handleRequest(event, null));

        assertTrue(error.getMessage().contains("{\"descriptions\":[\"flame\",\"confused\"]}"));
    }

    private static Map<String, Object> request(Map<String, Object> request) {
        var event = new HashMap<>(request);
        event.put("requestContext", Map.of("http", Map.of("method", "POST")));
        return event;
    }
}
