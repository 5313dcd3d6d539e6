package dev.kiln.frontdoor.hosting;

import dev.kiln.runtime.environment.InitState;
import dev.kiln.runtime.logging.Console;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Says once what keeps a function from being initialised. On Knative nobody calls a pod that is not
 * ready, so the watch tries again itself there, and ends the process after the third failure: then
 * the revision is marked as failed.
 */
final class InitWatch {

    private static final int MAX_TRIES = 3;
    private static final long PAUSE_MILLIS = 1000;
    private static final String UNSUPPORTED = "class file version ";

    /** Class file version of Java 1.0, so to speak: that of Java 25 is 69. */
    private static final int CLASS_FILE_OFFSET = 44;

    private final HostedFunction function;
    private final Console console;
    private final boolean mayEnd;
    private final Consumer<String> end;

    /**
     * @param mayEnd whether failures that may pass are to end the process at last
     * @param end ends the process with a message
     */
    InitWatch(HostedFunction function, Console console, boolean mayEnd, Consumer<String> end) {
        this.function = function;
        this.console = console;
        this.mayEnd = mayEnd;
        this.end = end;
    }

    void begin() {
        var _ =
                function.payloadKind()
                        .exceptionally(problem -> {
                            end.accept(
                                    "Function '"
                                            + function.name()
                                            + "' cannot be served. "
                                            + reason(problem));
                            throw new IllegalStateException(problem);
                        });
        var _ =
                function.environments()
                        .description()
                        .thenAccept(found -> {
                            if (found.isEmpty()) {
                                failed(true);
                            }
                        });
    }

    private static String reason(Throwable problem) {
        var cause = problem.getCause() == null ? problem : problem.getCause();
        return String.valueOf(cause.getMessage());
    }

    private void failed(boolean first) {
        if (!(function.initState() instanceof InitState.Failed failed)) {
            return;
        }
        if (first) {
            console.errorLine(sentence(failed));
        }
        if (failed.lasting() || !mayEnd) {
            return;
        }
        if (failed.tries() >= MAX_TRIES) {
            end.accept(
                    "Giving up: function '"
                            + function.name()
                            + "' failed to initialise "
                            + failed.tries()
                            + " times. kiln.init-errors=serve keeps the process.");
            return;
        }
        CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                .execute(() ->
                        function.environments()
                                .again()
                                .thenAccept(found -> {
                                    if (found.isEmpty()) {
                                        failed(false);
                                    }
                                }));
    }

    private String sentence(InitState.Failed failed) {
        return "Function '" + function.name() + "' cannot be initialised: " + reason(failed);
    }

    private String reason(InitState.Failed failed) {
        var message = failed.message();
        return switch (failed.errorType()) {
            case "java.lang.UnsupportedClassVersionError" -> message + ". " + newerJava(message);
            case "java.lang.ClassNotFoundException" ->
                    message
                            + ". Check the handler, '"
                            + function.settings().handler()
                            + "', and where its classes are: "
                            + function.settings().code().classPath()
                            + "."
                            + unreadable();
            case "java.lang.NoClassDefFoundError" ->
                    missing(failed) + ". " + classPath() + unreadable();
            default ->
                    message
                            + because(failed)
                            + ". Handler: '"
                            + function.settings().handler()
                            + "'.";
        };
    }

    /** The JVM's message is the name alone, with slashes, unless it has tried before. */
    private static String missing(InitState.Failed failed) {
        var message = failed.message();
        return message.contains(" ")
                ? message + because(failed)
                : "class " + message.replace('/', '.') + " is missing";
    }

    private static String because(InitState.Failed failed) {
        return failed.rootCause().isEmpty() ? "" : ", because of " + failed.rootCause();
    }

    private String classPath() {
        return "Its jar belongs into the folder 'lib' of the function's classes or into the one"
                + " that kiln.lib names; the class path is "
                + function.settings().code().classPath()
                + ".";
    }

    private String unreadable() {
        return Unreadable.sentence(function.settings().code().classPath());
    }

    private static String newerJava(String message) {
        var at = message.indexOf(UNSUPPORTED);
        var version = 0;
        for (var i = at + UNSUPPORTED.length(); at >= 0 && i < message.length(); i++) {
            var digit = Character.digit(message.charAt(i), 10);
            if (digit < 0) {
                break;
            }
            version = version * 10 + digit;
        }
        var here = Runtime.version().feature();
        return "It was compiled for Java "
                + (version > CLASS_FILE_OFFSET ? version - CLASS_FILE_OFFSET : "newer than this")
                + ", and this is Java "
                + here
                + ": compile it with --release "
                + here
                + ", or run a newer Java.";
    }
}
