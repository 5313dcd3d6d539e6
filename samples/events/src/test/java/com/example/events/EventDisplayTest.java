package com.example.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventDisplayTest {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @Test
    void an_event_is_logged_on_one_line() throws IOException {
        var context = new LoggingContext(Map.of("type", "com.example.ping", "id", "e1"));

        new EventDisplay().handleRequest(bytes("{\"say\":\n\"hé\"}"), output, context);

        assertEquals(
                List.of(
                        "INFO {\"attributes\":{\"id\":\"e1\",\"type\":\"com.example.ping\"},"
                                + "\"data\":\"{\\\"say\\\":\\n\\\"hé\\\"}\"}"),
                context.lines());
        assertEquals(0, output.size());
    }

    @Test
    void what_comes_without_an_event_is_logged_too() throws IOException {
        var context = new LoggingContext();

        new EventDisplay().handleRequest(bytes(""), output, context);

        assertEquals(List.of("INFO {\"attributes\":{},\"data\":\"\"}"), context.lines());
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
