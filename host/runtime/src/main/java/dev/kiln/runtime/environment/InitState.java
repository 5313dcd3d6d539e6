package dev.kiln.runtime.environment;

import java.time.Duration;

/** How far a function's initialisation has come. */
public sealed interface InitState {

    /** The handler is being loaded and constructed. */
    record Initialising() implements InitState {}

    /** Invocations can run. */
    record Ready(Duration took) implements InitState {}

    /**
     * The handler cannot be used.
     *
     * @param message the error as its callers read it
     * @param errorType class name of the error, or empty for a fault of the handler's declaration
     * @param rootCause the innermost cause of the error in its own words, or empty if it has none
     * @param tries initialisations that have failed so far; the next invocation tries again, unless
     *     {@code lasting}
     * @param lasting each invocation is answered with this fault
     */
    record Failed(String message, String errorType, String rootCause, int tries, boolean lasting)
            implements InitState {}
}
