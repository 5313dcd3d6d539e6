package dev.kiln.runtime.environment;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Counts invocations from their arrival to their end; running it is the end of one. */
final class Unfinished implements Runnable {

    private int count;
    private @Nullable CompletableFuture<Void> drained;

    synchronized void begun() {
        count++;
    }

    @Override
    public void run() {
        CompletableFuture<Void> waited = null;
        synchronized (this) {
            if (--count == 0) {
                waited = drained;
                drained = null;
            }
        }
        if (waited != null) {
            waited.complete(null);
        }
    }

    synchronized int count() {
        return count;
    }

    /** Completes when the count is, or has come down to, zero. */
    synchronized CompletableFuture<Void> drained() {
        if (count == 0) {
            return CompletableFuture.completedFuture(null);
        }
        var future = drained;
        if (future == null) {
            future = new CompletableFuture<>();
            drained = future;
        }
        return future.copy();
    }
}
