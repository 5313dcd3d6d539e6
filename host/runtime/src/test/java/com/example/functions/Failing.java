package com.example.functions;

import java.io.IOError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Handlers that throw. */
public class Failing {

    private static final AtomicInteger COUNT = new AtomicInteger();

    @Nullable Object kept;

    /** Throws what the event names, or says how often this copy was called. */
    public void fail(InputStream event, OutputStream result) throws Exception {
        var count = COUNT.incrementAndGet();
        switch (Text.of(event)) {
            case "overflow" -> overflow(1);
            case "memory made up" -> throw new OutOfMemoryError("made up");
            case "heap" -> kept = new long[Integer.MAX_VALUE - 8];
            case "array" -> kept = new byte[Integer.MAX_VALUE];
            case "internal" -> throw new InternalError("inside");
            case "unknown" -> throw new UnknownError();
            case "io" -> throw new IOError(new IOException("disk"));
            case "assertion" -> throw new AssertionError("wrong");
            case "linkage" -> throw new NoClassDefFoundError("com/example/Missing");
            case "checked" -> throw new IOException("no such file");
            case "no message" -> throw new IllegalStateException();
            default -> Text.write(result, count);
        }
    }

    @SuppressWarnings("InfiniteRecursion")
    private int overflow(int depth) {
        return overflow(depth + 1) + depth;
    }

    /** A result that no serializer can write, because of a stack overflow of its own. */
    public Node cycle(String event) {
        COUNT.incrementAndGet();
        if (event.equals("count")) {
            return new Node(COUNT.get());
        }
        var node = new Node(0);
        node.next = node;
        return node;
    }

    /** Written as a bean. */
    public static class Node {

        public int number;
        public @Nullable Node next;

        public Node(int number) {
            this.number = number;
        }
    }

    /** Throws an exception that itself misbehaves, or counts. */
    public void oddly(InputStream event, OutputStream result) {
        var count = COUNT.incrementAndGet();
        var how = Text.of(event);
        if (!how.equals("count")) {
            throw new Odd(how);
        }
        Text.write(result, count);
    }

    /** An exception none of whose methods can be relied upon. */
    static class Odd extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String how;
        private int calls;

        Odd(String how) {
            super("odd");
            this.how = how;
        }

        @Override
        public @Nullable String getMessage() {
            return switch (how) {
                case "message throws" -> throw new IllegalStateException("no message");
                case "message is null" -> null;
                case "message recurses" -> getMessage() + "!";
                case "message throws the same" -> throw new Odd(how);
                case "message exits" -> {
                    System.exit(2);
                    yield "";
                }
                case "message throws later" -> {
                    if (++calls > 2) {
                        throw new IllegalStateException("no message any more");
                    }
                    yield "odd";
                }
                case "message is long" -> "m".repeat(1024 * 1024);
                case "message is not text" -> "\uD800 \u0000 \u001b \"\\ \u2028";
                default -> "odd";
            };
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            return switch (how) {
                case "trace throws" -> throw new IllegalStateException("no trace");
                case "trace is null" -> nothing();
                case "trace has holes" -> {
                    var trace = super.getStackTrace();
                    yield Arrays.copyOf(trace, trace.length + 1);
                }
                default -> super.getStackTrace();
            };
        }

        @SuppressWarnings("NullAway")
        private static StackTraceElement[] nothing() {
            return null;
        }

        @Override
        public synchronized @Nullable Throwable getCause() {
            return switch (how) {
                case "cause throws" -> throw new IllegalStateException("no cause");
                case "cause is a new one each time" -> new Odd(how);
                default -> super.getCause();
            };
        }

        @Override
        public String toString() {
            if (how.equals("text throws")) {
                throw new IllegalStateException("no text");
            }
            return super.toString();
        }
    }

    /** Throws exceptions that cause each other. */
    public void inCircles() {
        var first = new IllegalStateException("first");
        var second = new IllegalArgumentException("second", first);
        first.initCause(second);
        first.addSuppressed(second);
        throw first;
    }

    /** Throws an exception with a hundred thousand causes. */
    public void deeply(InputStream event, OutputStream result) {
        if (Text.of(event).equals("count")) {
            Text.write(result, COUNT.incrementAndGet());
            return;
        }
        var error = new RuntimeException("innermost");
        for (int i = 0; i < 100_000; i++) {
            error = new RuntimeException("further out", error);
        }
        throw error;
    }

    /** Sneaks past the compiler. */
    public void sneakily(InputStream event) {
        throw Failing.<RuntimeException>anything(new Throwable(Text.of(event)));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T anything(Throwable error) throws T {
        throw (T) error;
    }

    /** Fails in a thread of its own only. */
    public void elsewhere(InputStream event, OutputStream result) throws Exception {
        var thread =
                new Thread(() -> {
                    throw new IllegalStateException("elsewhere");
                });
        thread.start();
        thread.join();
        event.transferTo(result);
    }
}
