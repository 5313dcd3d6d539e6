package com.example.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailsFirstTest {

    private static final Map<String, Object> TWICE = Map.of("failures", 2);

    @TempDir private Path folder;

    @Test
    void an_event_fails_as_often_as_it_says() {
        assertThrows(IllegalStateException.class, () -> send(TWICE, "e1"));
        assertThrows(IllegalStateException.class, () -> send(TWICE, "e1"));

        assertEquals(Map.of("attempt", 3L), send(TWICE, "e1"));
    }

    @Test
    void each_event_is_counted_by_itself() {
        assertThrows(IllegalStateException.class, () -> send(Map.of("failures", 1), "e1"));

        assertEquals(Map.of("attempt", 2L), send(Map.of("failures", 1), "e1"));
        assertEquals(Map.of("attempt", 1L), send(Map.of(), "../e2"));
    }

    /** Each time by an environment of its own. */
    private Map<String, Object> send(Map<String, Object> data, String id) {
        var context = new LoggingContext(Map.of("source", "/tests", "id", id));
        return new FailsFirst(folder).handleRequest(data, context);
    }
}
