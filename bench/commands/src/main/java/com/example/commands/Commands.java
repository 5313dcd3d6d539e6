package com.example.commands;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Does what its event says and answers with the event's id: {@code {"id": "a1", "do": "sleep",
 * "millis": 20, "size": 100}}. Event and answer may carry a text, which is made of the id, so that
 * bytes of another invocation in it are found.
 */
public final class Commands implements RequestHandler<Map<String, Object>, Map<String, Object>> {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** What stands in the file {@code build} beside the classes, so that a reload is seen. */
    private final String build = build();

    private final String instance = Long.toHexString(ThreadLocalRandom.current().nextLong());

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        String id = (String) event.get("id");
        String text = (String) event.getOrDefault("text", "");
        if (!text.equals(made(id, text.length()))) {
            throw new IllegalArgumentException("The text of " + id + " is not its own");
        }
        int millis = (Integer) event.getOrDefault("millis", 0);
        switch ((String) event.getOrDefault("do", "answer")) {
            case "answer" -> {}
            case "sleep" -> sleep(millis);
            case "burn" -> burn(Duration.ofMillis(millis));
            case "spin" -> spin(Duration.ofMillis(millis));
            case "fail" -> throw new IllegalStateException("As " + id + " says");
            case "exit" -> System.exit(3);
            default -> throw new IllegalArgumentException("No command: " + event.get("do"));
        }
        int size = (Integer) event.getOrDefault("size", 0);
        return Map.of(
                "id", id,
                "invocation", context.getAwsRequestId(),
                "instance", instance,
                "build", build,
                "text", made(id, size));
    }

    private static String build() {
        try (InputStream file = Commands.class.getResourceAsStream("/build")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String made(String id, int size) {
        return id.repeat(size / id.length() + 1).substring(0, size);
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException("Ended while it slept " + millis + " ms", e);
        }
    }

    /** Takes so much time of a processor, however long that lasts. */
    private static void burn(Duration time) {
        long end = THREADS.getCurrentThreadCpuTime() + time.toNanos();
        while (THREADS.getCurrentThreadCpuTime() < end) {
            work();
        }
    }

    /** Keeps a processor busy for so long, interrupted or not. */
    private static void spin(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            work();
        }
    }

    /** Some ten microseconds, so that a loop is not all asking for the time. */
    private static void work() {
        for (int i = 0; i < 1000; i++) {
            Thread.onSpinWait();
        }
    }
}
