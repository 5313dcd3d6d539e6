package com.example.functions;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;

/** Handlers that end their process. */
public class Exits {

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Exits with the status that the event names, or counts. */
    public void exit(InputStream event, OutputStream result) {
        var status = Text.of(event);
        if (!status.equals("count")) {
            System.exit(Integer.parseInt(status));
        }
        Text.write(result, COUNT.incrementAndGet());
    }

    public void halt(InputStream event) {
        Runtime.getRuntime().halt(Integer.parseInt(Text.of(event)));
    }

    /** Takes what exit does for an exception and goes on. */
    public void survive(InputStream event, OutputStream result) {
        try {
            Runtime.getRuntime().exit(4);
        } catch (Throwable e) {
            Text.write(result, "survived");
        }
    }

    /** Another thread exits while the handler waits for it, deaf. */
    public void exitOnAnotherThread(InputStream event, OutputStream result) {
        var name = Text.of(event);
        if (name.startsWith("meeting-")) {
            new Thread(() -> System.exit(5)).start();
            new Place(name).awaitDeaf();
        }
        Text.write(result, COUNT.incrementAndGet());
    }

    /** A thread exits when the test says so, long after the handler has returned. */
    public void exitLater(InputStream event, OutputStream result) {
        var name = Text.of(event);
        if (name.startsWith("meeting-")) {
            var place = new Place(name);
            new Thread(
                            () -> {
                                place.awaitDeaf();
                                System.exit(6);
                            })
                    .start();
        }
        Text.write(result, COUNT.incrementAndGet());
    }

    public void exitWithHook(InputStream event) {
        var place = new Place(Text.of(event));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> place.note("hook")));
        System.exit(0);
    }

    public void haltWithHook(InputStream event) {
        var place = new Place(Text.of(event));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> place.note("hook")));
        place.note("halt");
        Runtime.getRuntime().halt(0);
    }

    public void exitWithoutItsHook(InputStream event) {
        var place = new Place(Text.of(event));
        var hook = new Thread(() -> place.note("hook"));
        Runtime.getRuntime().addShutdownHook(hook);
        place.note("removed " + Runtime.getRuntime().removeShutdownHook(hook));
        place.note("removed " + Runtime.getRuntime().removeShutdownHook(hook));
        System.exit(0);
    }

    /** One hook never ends; one asks for another status; one registers another. */
    public void exitWithBadHooks(InputStream event) {
        var place = new Place(Text.of(event));
        var runtime = Runtime.getRuntime();
        runtime.addShutdownHook(new Thread(place::awaitDeaf));
        runtime.addShutdownHook(new Thread(() -> System.exit(9)));
        runtime.addShutdownHook(
                new Thread(() -> {
                    try {
                        runtime.addShutdownHook(new Thread());
                    } catch (IllegalStateException e) {
                        place.note(String.valueOf(e.getMessage()));
                    }
                }));
        System.exit(3);
    }

    /** Only registers a hook, which needs a class that is not loaded before. */
    public void keepHook(InputStream event) {
        var place = new Place(Text.of(event));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> place.note(LoadedLate.WORD)));
    }

    static final class LoadedLate {
        static final String WORD = String.valueOf("hook with its classes");
    }

    /** A function whose constructor exits. */
    public static class InConstructor {

        public InConstructor() {
            System.exit(7);
        }

        public void handle() {}
    }

    /** A function whose class exits when it is initialised. */
    public static class InStatic {

        static {
            if (System.getenv("STAY") == null) {
                System.exit(8);
            }
        }

        public void handle() {}
    }

    /** The first copy of it exits by itself when the test says so. */
    public static class BySelf {

        private static final String MADE_BEFORE = BySelf.class.getName() + ".made";

        public BySelf() {
            var place = new Place(System.getenv("PLACE"));
            place.note("made");
            if (System.getProperties().put(MADE_BEFORE, "once") == null) {
                new Thread(
                                () -> {
                                    place.awaitDeaf();
                                    System.exit(1);
                                })
                        .start();
            }
        }

        public void handle(InputStream event, OutputStream result) {
            Text.write(result, Text.of(event));
        }
    }
}
