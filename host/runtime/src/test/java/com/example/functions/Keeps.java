package com.example.functions;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Handlers that keep the classes of their environment in memory. */
public class Keeps {

    /** Where it leaves objects of its own classes, among the JVM's properties. */
    public static final String KEPT = "com.example.kept";

    /** Does what the event says. */
    @SuppressWarnings("unchecked")
    public void handle(InputStream event, OutputStream result) {
        var words = Text.of(event).split(" ", 2);
        switch (words[0]) {
            case "thread" -> {
                var place = new Place(words[1]);
                var thread = new Thread(place::awaitDeaf, "deaf");
                thread.setDaemon(true);
                thread.start();
            }
            case "static" ->
                    ((Queue<Object>)
                                    System.getProperties()
                                            .computeIfAbsent(
                                                    KEPT, _ -> new ConcurrentLinkedQueue<>()))
                            .add(new Keeps());
            case "exit" -> System.exit(1);
            default -> {
                // Leaves nothing.
            }
        }
        Text.write(result, "done");
    }
}
