package com.example.functions;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Queue;

/** Functions that are made in all kinds of ways; the place to meet is a variable. */
public final class Initialising {

    private Initialising() {}

    private static Place place() {
        return new Place(System.getenv("PLACE"));
    }

    /** Ready at once; exits when it is asked to. */
    public static class Fine {

        public void handle(InputStream event, OutputStream result) {
            var text = Text.of(event);
            if (text.equals("exit")) {
                System.exit(1);
            }
            Text.write(result, text);
        }
    }

    /** Ready when the test says so. */
    public static class Waiting extends Fine {

        public Waiting() throws InterruptedException {
            place().await();
        }
    }

    /** Never ready before the test ends, whatever happens. */
    public static class Deaf extends Fine {

        public Deaf() {
            place().awaitDeaf();
        }
    }

    /** Fails when the test says so. */
    public static class Failing extends Fine {

        public Failing() throws InterruptedException {
            place().await();
            throw new IllegalStateException("no database");
        }
    }

    /** Fails as often as the test has left words for it. */
    public static class FailingAtFirst extends Fine {

        private static int calls;

        @SuppressWarnings("unchecked")
        public FailingAtFirst() {
            var words = (Queue<String>) place().of("notes");
            calls++;
            var word = words.poll();
            if (word != null) {
                throw new IllegalStateException(word + " " + calls);
            }
        }
    }

    /** There can be one copy of it. Meets whom its event names. */
    public static class FailingOnSecond {

        public FailingOnSecond() {
            if (place().hasOthers()) {
                throw new IllegalStateException("only one licence");
            }
        }

        public void handle(InputStream event, OutputStream result) throws InterruptedException {
            var text = Text.of(event);
            if (text.startsWith("meeting-")) {
                new Place(text).await();
            }
            Text.write(result, text);
        }
    }

    /** Fails while its class is initialised. */
    public static class StaticallyFailing extends Fine {

        static {
            if (System.getenv("PLACE") != null) {
                throw new IllegalStateException("static");
            }
        }
    }

    /** Throws what cannot be described. */
    public static class Undescribable extends Fine {

        public Undescribable() {
            throw new Speechless();
        }
    }

    private static final class Speechless extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }

    /** Has no constructor that anybody may call. */
    public static class Hidden extends Fine {

        private Hidden() {}

        static Hidden make() {
            return new Hidden();
        }
    }
}
