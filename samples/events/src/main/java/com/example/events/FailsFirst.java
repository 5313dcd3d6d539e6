package com.example.events;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.UUID;

/**
 * Fails with an event's first attempts, as many as its data says, <code>{"failures":2}</code>, to
 * see how its sender tries again. It answers the attempt that it succeeds with, and knows an event
 * by its {@code source} and {@code id}.
 */
public final class FailsFirst implements RequestHandler<Map<String, Object>, Map<String, Object>> {

    private final Path folder;

    public FailsFirst() {
        // The environments of a pod share it, so that each of them can count the next attempt.
        this(Path.of("/tmp"));
    }

    FailsFirst(Path folder) {
        this.folder = folder;
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> data, Context context) {
        Map<String, String> event = context.getClientContext().getCustom();
        int failures = ((Number) data.getOrDefault("failures", 0)).intValue();
        long attempt = attempt(event.get("source") + " " + event.get("id"));
        String line = "Attempt %d with %s%n".formatted(attempt, event.get("id"));
        context.getLogger().log(line, LogLevel.INFO);
        if (attempt <= failures) {
            throw new IllegalStateException("Attempt " + attempt + " had to fail");
        }
        return Map.of("attempt", attempt);
    }

    /** Counts by the bytes of a file: one more each time. */
    private long attempt(String event) {
        UUID name = UUID.nameUUIDFromBytes(event.getBytes(StandardCharsets.UTF_8));
        Path file = folder.resolve("attempts-" + name);
        try {
            Files.write(file, new byte[1], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot count attempts in " + file, e);
        }
    }
}
