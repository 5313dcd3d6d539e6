package com.example.knative;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file that the test makes when functions may go on; the variable {@code GATE} names it. */
final class Gate {

    private static final int PAUSE_MILLIS = 5;

    private Gate() {}

    static void pass() throws InterruptedException {
        var gate = Path.of(System.getenv("GATE"));
        while (!Files.exists(gate)) {
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
