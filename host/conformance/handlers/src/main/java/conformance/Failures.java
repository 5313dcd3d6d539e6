package conformance;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Throws what the event describes. */
public class Failures implements RequestHandler<Failures.Plan, String> {
    public static class Plan {
        public Kind kind;
        public String message;
        public int depth;
        public Plan cause;
        public List<Plan> suppressed;
        public List<Frame> stack;
    }

    public static class Frame {
        public String type;
        public String method;
        public String file;
        public int line;
    }

    public enum Kind {
        RUNTIME,
        ILLEGAL_STATE,
        CHECKED,
        REFLECTIVE,
        ERROR,
        LINKAGE,
        NULL_POINTER,
        NUMBER_FORMAT,
        ARRAY_INDEX,
        CLASS_CAST,
        LOCALIZED,
        TALKATIVE,
        STACKLESS,
        ANONYMOUS,
        PARALLEL,
        MISSING_CLASS,
        PRINTED
    }

    public static class Localized extends RuntimeException {
        Localized(String message) {
            super(message);
        }

        @Override
        public String getLocalizedMessage() {
            return "<" + getMessage() + ">";
        }
    }

    public static class Talkative extends Exception {
        Talkative(String message) {
            super(message);
        }

        @Override
        public String toString() {
            return "I am " + getMessage();
        }
    }

    public static class Stackless extends RuntimeException {
        Stackless(String message) {
            super(message, null, false, false);
        }
    }

    @Override
    public String handleRequest(Plan plan, Context context) {
        if (plan == null || plan.kind == null) {
            return "nothing to throw";
        }
        return descend(plan, plan.depth % 40);
    }

    public static class AsStream implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context)
                throws IOException {
            String text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
            output.write(text.getBytes(StandardCharsets.UTF_8));
            if (text.length() % 2 == 1) {
                throw new IOException(text);
            }
        }
    }

    public String asMethod(Plan plan) {
        return handleRequest(plan, null);
    }

    private static String descend(Plan plan, int depth) {
        if (depth > 0) {
            return descend(plan, depth - 1);
        }
        throw Failures.<RuntimeException>unchecked(made(plan));
    }

    private static Throwable made(Plan plan) {
        Throwable made =
                plan.kind == null
                        ? new RuntimeException(plan.message)
                        : madeOf(plan.kind, plan.message);
        if (plan.cause != null && made.getCause() == null) {
            try {
                made.initCause(made(plan.cause));
            } catch (IllegalStateException causeIsFixed) {
                made.addSuppressed(causeIsFixed);
            }
        }
        if (plan.suppressed != null) {
            plan.suppressed.stream()
                    .filter(p -> p != null)
                    .forEach(p -> made.addSuppressed(made(p)));
        }
        if (plan.stack != null && !plan.stack.isEmpty()) {
            made.setStackTrace(
                    plan.stack.stream()
                            .filter(f -> f != null)
                            .map(Failures::frame)
                            .toArray(StackTraceElement[]::new));
        }
        return made;
    }

    private static StackTraceElement frame(Frame frame) {
        return new StackTraceElement(
                frame.type == null ? "com.acme.Type" : frame.type,
                frame.method == null ? "method" : frame.method,
                frame.file,
                frame.line);
    }

    private static Throwable madeOf(Kind kind, String message) {
        switch (kind) {
            case ILLEGAL_STATE:
                return new IllegalStateException(message);
            case CHECKED:
                return new IOException(message);
            case REFLECTIVE:
                return new InvocationTargetException(new RuntimeException(message));
            case ERROR:
                return new AssertionError((Object) message);
            case LINKAGE:
                return new NoClassDefFoundError(message);
            case NULL_POINTER:
                return caught(() -> ((String) null).length());
            case NUMBER_FORMAT:
                return caught(() -> Integer.parseInt(String.valueOf(message) + "x"));
            case ARRAY_INDEX:
                return caught(() -> {
                    int[] none = new int[0];
                    none[5] = 1;
                });
            case CLASS_CAST:
                return caught(() -> ((Integer) (Object) "text").intValue());
            case LOCALIZED:
                return new Localized(message);
            case TALKATIVE:
                return new Talkative(message);
            case STACKLESS:
                return new Stackless(message);
            case ANONYMOUS:
                return new RuntimeException(message) {};
            case PARALLEL:
                return caught(() -> java.util.stream.Stream.of(1).map(i -> i / 0).toList());
            case MISSING_CLASS:
                return missing(message == null ? "com.acme.Missing" : message);
            case PRINTED:
                return caught(() -> System.out.println(new Unprintable(message)));
            default:
                return new RuntimeException(message);
        }
    }

    private record Unprintable(String text) {
        @Override
        public String toString() {
            throw new IllegalStateException(text);
        }
    }

    private static Throwable missing(String name) {
        try {
            return new IllegalStateException(Class.forName(name).getName());
        } catch (ClassNotFoundException e) {
            return e;
        }
    }

    private static Throwable caught(Runnable code) {
        try {
            code.run();
            return new IllegalStateException("did not throw");
        } catch (RuntimeException e) {
            return e;
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T unchecked(Throwable throwable) throws T {
        throw (T) throwable;
    }
}
