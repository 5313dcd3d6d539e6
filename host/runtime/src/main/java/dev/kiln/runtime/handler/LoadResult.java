package dev.kiln.runtime.handler;

import dev.kiln.runtime.HandlerDescription;
import dev.kiln.runtime.seam.Handler;
import java.util.Optional;

/** What came of loading a handler. */
public sealed interface LoadResult {

    /**
     * The handler can be invoked.
     *
     * @param toClose the handler's instance, if it can be closed
     */
    record Loaded(Handler handler, HandlerDescription description, Optional<AutoCloseable> toClose)
            implements LoadResult {}

    /**
     * The handler cannot be invoked.
     *
     * @param message what callers read as {@code errorMessage}
     * @param cause gives the error's type and the trace in the log; faults of the function's
     *     declaration have none
     * @param consequence what AWS does with the environment
     */
    record Fault(String message, Optional<Throwable> cause, Consequence consequence)
            implements LoadResult {}

    /** What a fault does to its environment. */
    enum Consequence {
        /** Initialisation succeeds, and each invocation is answered with the fault. */
        EACH_INVOCATION_FAILS,
        /** The environment ends; the next invocation starts another one. */
        ENVIRONMENT_ENDS,
        /** The same, but in shared mode each invocation is answered with the fault. */
        ENVIRONMENT_ENDS_UNLESS_SHARED
    }
}
