package dev.kiln.runtime;

import java.time.Duration;
import java.util.Optional;

/** How an invocation ended. */
public sealed interface Outcome {

    /**
     * @param result what the handler wrote, byte for byte
     */
    record Succeeded(byte[] result) implements Outcome {}

    /**
     * The handler threw, could not be initialised, ended its process, or its result was too large.
     *
     * @param error Lambda's error JSON: {@code errorMessage}, {@code errorType}, {@code stackTrace}
     * @param functionErrorType AWS's class of the error, such as {@code Runtime.UserException}
     * @param xrayCause JSON that AWS's runtime sends to X-Ray, for errors with a stack trace
     * @param stage how far it had come
     */
    record FunctionError(
            byte[] error, String functionErrorType, Optional<String> xrayCause, Stage stage)
            implements Outcome {

        /** The same, of another stage. */
        public FunctionError at(Stage other) {
            return new FunctionError(error, functionErrorType, xrayCause, other);
        }
    }

    /** How far a failed invocation had come. */
    enum Stage {
        /** The function could not be initialised. */
        INITIALISATION,
        /** The event could not be bound to the handler's input type; the handler was not called. */
        BINDING,
        /** The handler was called, or everything was there for the call. */
        HANDLER
    }

    /**
     * @param limit the function's timeout, or what was left of the caller's patience
     */
    record TimedOut(Duration limit) implements Outcome {}

    /** The invocation never started: the queue was full, or it waited too long. */
    record Throttled(Duration waited) implements Outcome {}
}
