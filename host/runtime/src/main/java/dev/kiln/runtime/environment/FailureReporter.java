package dev.kiln.runtime.environment;

import dev.kiln.runtime.ErrorPayload;
import dev.kiln.runtime.HostFrames;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.Outcome.Stage;
import dev.kiln.runtime.environment.HandlerCall.Ended;
import dev.kiln.runtime.handler.LoadResult.Fault;
import dev.kiln.runtime.logging.EnvironmentLog;
import dev.kiln.runtime.seam.EventBindingException;
import java.io.IOError;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * Turns what a function throws into the report that its caller gets and the text that its log gets.
 */
final class FailureReporter {

    private final EnvironmentLog log;
    private final FunctionWorld world;
    private final String workingDirectory;

    FailureReporter(EnvironmentLog log, FunctionWorld world, String workingDirectory) {
        this.log = log;
        this.world = world;
        this.workingDirectory = workingDirectory;
    }

    /** Writes the log text and makes the report of an invocation that threw. */
    Ended report(Throwable error, Execution execution) {
        if (error instanceof FaultyHandlerException faulty) {
            var fault = faulty.fault();
            var logged = log(fault);
            return new Ended(ErrorPayload.ofFault(fault.message(), fault.cause()), !logged, false);
        }
        return error instanceof EventBindingException unbound
                ? report(unbound.reported(), Stage.BINDING, execution)
                : report(error, Stage.HANDLER, execution);
    }

    private Ended report(Throwable error, Stage stage, Execution execution) {
        Outcome.FunctionError outcome;
        try {
            HostFrames.cut(error);
            outcome = ErrorPayload.ofException(error, workingDirectory).at(stage);
        } catch (Throwable undescribable) {
            // AWS's process dies of an exception whose own message throws, before it has reported
            // anything; here its environment does.
            lastWords(undescribable);
            outcome = ErrorPayload.exited(execution.invocation().requestId(), 1);
            return new Ended(outcome, true, false);
        }
        // AWS's runtime sends its report first: an exception that cannot be printed ends the
        // process only then.
        var logged = execution.hasEnded() || log(error);
        return new Ended(outcome, !logged || endsEnvironment(error), isHeapExhausted(error));
    }

    private boolean log(Throwable error) {
        try {
            world.logFailure(textOf(error));
            return true;
        } catch (Throwable unprintable) {
            lastWords(unprintable);
            return false;
        }
    }

    /** Writes the log text of a handler that could not be loaded; false if it has none. */
    boolean log(Fault fault) {
        try {
            if (fault.cause().isEmpty()) {
                world.logFailure(fault.message() + "\n");
            } else {
                var cause = fault.cause().get();
                HostFrames.cut(cause);
                var type = cause.getClass().getName();
                world.logFailure(fault.message() + ": " + type + "\n" + traceOf(cause) + "\n");
            }
            return true;
        } catch (Throwable unprintable) {
            lastWords(unprintable);
            return false;
        }
    }

    /** What a handler throws that is closed; nobody waits for it any more. */
    void logAtTheEnd(Throwable error) {
        try {
            HostFrames.cut(error);
        } catch (Throwable undescribable) {
            // Its text tells what it can.
        }
        log(error);
    }

    /** What the JVM itself says when a main thread dies. */
    void lastWords(Throwable error) {
        String text;
        try {
            HostFrames.cut(error);
            text = traceOf(error).stripTrailing();
        } catch (Throwable worse) {
            text = error.getClass().getName();
        }
        log.errorLine("Exception in thread \"main\" " + text);
    }

    private static String textOf(Throwable error) {
        var type = error.getClass().getName();
        var message = error.getLocalizedMessage();
        return (message == null ? type : message) + ": " + type + "\n" + traceOf(error) + "\n";
    }

    private static String traceOf(Throwable error) {
        var text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static boolean endsEnvironment(Throwable error) {
        return error instanceof VirtualMachineError || error instanceof IOError;
    }

    /**
     * The JVM's own words, and no function's subclass: a made-up OutOfMemoryError seldom has them.
     */
    static boolean isHeapExhausted(Throwable error) {
        if (error.getClass() != OutOfMemoryError.class) {
            return false;
        }
        var message = error.getMessage();
        return message != null
                && (message.startsWith("Java heap space")
                        || message.startsWith("GC overhead limit exceeded")
                        || message.startsWith("Metaspace"));
    }
}
