package dev.kiln.runtime.environment;

import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** An invocation on its way from the queue to its outcome. */
final class PendingInvocation {

    private final Invocation invocation;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final long since = System.nanoTime();
    private final AtomicBoolean claimed = new AtomicBoolean();

    PendingInvocation(Invocation invocation) {
        this.invocation = invocation;
    }

    Invocation invocation() {
        return invocation;
    }

    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    long waitedNanos() {
        return System.nanoTime() - since;
    }

    /**
     * True for the one who may run or refuse it; never for an invocation whose caller has given up.
     */
    boolean claim() {
        return !outcome.isDone() && claimed.compareAndSet(false, true);
    }
}
