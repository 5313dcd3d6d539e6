package dev.kiln.runtime.environment;

import dev.kiln.runtime.ErrorPayload;
import dev.kiln.runtime.HostFrames;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.handler.LoadResult.Fault;
import dev.kiln.runtime.logging.EnvironmentLog;
import java.io.IOError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Consumer;

/**
 * Turns what a function throws into the report that its caller gets and the text that its log gets.
 */
final class FailureReporter {

    private final EnvironmentLog log;
    private final Consumer<String> failureLog;
    private final String workingDirectory;

    /**
     * Reports for one environment.
     *
     * @param failureLog writes as AWS's runtime logs a failure, in the function's log format
     */
    FailureReporter(EnvironmentLog log, Consumer<String> failureLog, String workingDirectory) {
        this.log = log;
        this.failureLog = failureLog;
        this.workingDirectory = workingDirectory;
    }

    /**
     * What a failure means.
     *
     * @param endsEnvironment AWS's runtime would end its process
     * @param heapExhausted the JVM itself is out of memory
     */
    record Failure(Outcome.FunctionError outcome, boolean endsEnvironment, boolean heapExhausted) {}

    /** Writes the log text and makes the report of an invocation that threw. */
    Failure report(Throwable error, Execution execution) {
        if (error instanceof FaultyHandlerException faulty) {
            log(faulty.fault());
            return new Failure(
                    ErrorPayload.ofFault(faulty.fault().message(), faulty.fault().cause()),
                    false,
                    false);
        }
        try {
            HostFrames.cut(error);
            var outcome = ErrorPayload.ofException(error, workingDirectory);
            if (!execution.hasEnded()) {
                failureLog.accept(textOf(error));
            }
            return new Failure(outcome, endsEnvironment(error), isHeapExhausted(error));
        } catch (Throwable undescribable) {
            // AWS's process dies of an exception whose own message throws; here its environment
            // does.
            HostFrames.cut(undescribable);
            log.errorLine("Exception in thread \"main\" " + traceOf(undescribable).stripTrailing());
            return new Failure(
                    ErrorPayload.exited(execution.invocation().requestId(), 1), true, false);
        }
    }

    /** Writes the log text of a handler that could not be loaded. */
    void log(Fault fault) {
        if (fault.cause().isEmpty()) {
            failureLog.accept(fault.message() + "\n");
            return;
        }
        var cause = fault.cause().get();
        HostFrames.cut(cause);
        failureLog.accept(
                fault.message() + ": " + cause.getClass().getName() + "\n" + traceOf(cause) + "\n");
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

    /** The JVM's own words; a function's made-up OutOfMemoryError seldom has them. */
    private static boolean isHeapExhausted(Throwable error) {
        return error instanceof OutOfMemoryError
                && error.getMessage() != null
                && (error.getMessage().startsWith("Java heap space")
                        || error.getMessage().startsWith("GC overhead limit exceeded")
                        || error.getMessage().startsWith("Metaspace"));
    }
}
