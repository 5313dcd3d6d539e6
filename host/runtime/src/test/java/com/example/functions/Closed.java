package com.example.functions;

import java.io.InputStream;
import java.io.OutputStream;

/** A handler that wants to be closed, and leaves word of it at the place that it was told. */
public class Closed implements AutoCloseable {

    private final Place place = new Place(System.getenv("PLACE"));

    public Closed() {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> place.note("hook of " + System.getenv("PLACE"))));
    }

    public void handle(InputStream event, OutputStream result) throws InterruptedException {
        var name = Text.of(event);
        if (name.startsWith("meeting-")) {
            new Place(name).await();
        }
        if (name.equals("exit")) {
            System.exit(1);
        }
        Text.write(result, "done");
    }

    @Override
    public void close() {
        place.note(
                "closed on "
                        + Thread.currentThread().getName()
                        + (Thread.currentThread().isInterrupted() ? ", interrupted" : ""));
        switch (System.getenv().getOrDefault("CLOSE", "")) {
            case "throw" -> throw new IllegalStateException("cannot be closed");
            case "hang" -> place.awaitDeaf();
            default -> {}
        }
    }
}
