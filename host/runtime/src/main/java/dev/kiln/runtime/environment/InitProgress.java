package dev.kiln.runtime.environment;

import dev.kiln.runtime.HandlerDescription;
import dev.kiln.runtime.handler.LoadResult.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** How far a function's initialisation has come, over all its attempts. */
final class InitProgress {

    private InitState state = new InitState.Initialising();
    private int failures;
    private CompletableFuture<Optional<HandlerDescription>> description = new CompletableFuture<>();

    synchronized InitState state() {
        return state;
    }

    /** A copy: its owner cannot complete it for others. */
    synchronized CompletableFuture<Optional<HandlerDescription>> description() {
        return description.copy();
    }

    /** True if the last attempt has failed and another one is worth it. */
    synchronized boolean mayTryAgain() {
        return state instanceof InitState.Failed failed && !failed.lasting();
    }

    /**
     * An attempt after a failed one is watched anew; a ready function stays so while it is renewed.
     */
    synchronized void begun() {
        if (state instanceof InitState.Failed) {
            state = new InitState.Initialising();
            if (description.isDone() && description.join().isEmpty()) {
                description = new CompletableFuture<>();
            }
        }
    }

    void ready(Duration took, HandlerDescription handler) {
        CompletableFuture<Optional<HandlerDescription>> known;
        synchronized (this) {
            state = new InitState.Ready(took);
            failures = 0;
            known = description;
        }
        known.complete(Optional.of(handler));
    }

    void failed(Fault fault, boolean lasting) {
        var rootCause = fault.cause().map(InitProgress::rootCause).orElse("");
        CompletableFuture<Optional<HandlerDescription>> unknown;
        synchronized (this) {
            failures++;
            var type = fault.cause().isEmpty() ? "" : fault.cause().get().getClass().getName();
            state = new InitState.Failed(fault.message(), type, rootCause, failures, lasting);
            unknown = description;
        }
        unknown.complete(Optional.empty());
    }

    private static String rootCause(Throwable error) {
        try {
            var cause = error;
            var seen = new ArrayList<Throwable>();
            while (cause.getCause() != null && !seen.contains(cause.getCause())) {
                seen.add(cause);
                cause = cause.getCause();
            }
            return cause == error ? "" : String.valueOf(cause);
        } catch (RuntimeException e) {
            // The function's own class: it may fail at being read, too.
            return "";
        }
    }

    /** No attempt will come any more. */
    void abandoned() {
        CompletableFuture<Optional<HandlerDescription>> unknown;
        synchronized (this) {
            unknown = description;
        }
        unknown.complete(Optional.empty());
    }
}
