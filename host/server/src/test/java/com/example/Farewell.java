package com.example;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Answers its event when the file that {@code GATE} names is there, and says when it ends. */
public final class Farewell implements RequestStreamHandler, AutoCloseable {

    private static final Path GATE = Path.of(System.getenv("GATE"));
    private static final int PAUSE_MILLIS = 5;

    public Farewell() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("a hook ran")));
    }

    @Override
    public void handleRequest(InputStream event, OutputStream result, Context context)
            throws IOException {
        var bytes = event.readAllBytes();
        System.out.println("arrived " + new String(bytes, StandardCharsets.UTF_8));
        try {
            while (!Files.exists(GATE)) {
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
        result.write(bytes);
    }

    @Override
    public void close() {
        System.out.println("a handler was closed");
    }
}
