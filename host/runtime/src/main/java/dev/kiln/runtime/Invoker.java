package dev.kiln.runtime;

import java.util.concurrent.CompletableFuture;

/**
 * Runs one invocation of the function and reports how it ended; never throws for a function's
 * failure.
 */
@FunctionalInterface
public interface Invoker {

    /**
     * Never blocks, and the future never completes exceptionally for anything that a function does.
     * A caller that gives up leaves a handler that is already running alone.
     */
    CompletableFuture<Outcome> invoke(Invocation invocation);
}
