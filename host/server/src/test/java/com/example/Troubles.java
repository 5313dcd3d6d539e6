package com.example;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Handlers that end in each of the ways that a function can. */
public final class Troubles {

    private Troubles() {}

    /** What the event asks for; a word of its own comes back. */
    public static String end(String how) throws InterruptedException {
        switch (how) {
            case "exception" -> throw new Own(how);
            case "exit" -> System.exit(3);
            case "sleep" -> Thread.sleep(60_000);
            case "long" -> {
                return "x".repeat(1000);
            }
            case "deaf" -> {
                while (true) {
                    Thread.onSpinWait();
                    Thread.interrupted();
                }
            }
            default -> {}
        }
        return how;
    }

    /** An answer that has begun and will never be whole. */
    public static void breakOff(InputStream event, OutputStream answer) throws IOException {
        answer.write('a');
        answer.flush();
        throw new Own("broken off");
    }

    /** Of a class that no bounded set knows. */
    private static final class Own extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Own(String message) {
            super(message);
        }
    }

    /** A function that can never be made. */
    public static final class Unmade {

        public Unmade() {
            throw new IllegalStateException("no database");
        }

        public String handle(String event) {
            return event;
        }
    }
}
