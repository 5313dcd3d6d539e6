package dev.kiln.frontdoor.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the requests that have begun and whose answers have not left, and knows the first and the
 * last one.
 */
public final class InFlight {

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private final CompletableFuture<Void> answered = new CompletableFuture<>();
    private volatile CompletableFuture<Void> idle = new CompletableFuture<>();
    private volatile boolean draining;

    /** The request counts from now on; to be called on its event loop. */
    public void begin(HttpExchange exchange) {
        running.incrementAndGet();
        if (draining) {
            begun.incrementAndGet();
        }
        exchange.whenEnded(this::end);
    }

    private void end() {
        if (!answered.isDone()) {
            answered.complete(null);
        }
        if (running.decrementAndGet() == 0 && draining) {
            idle.complete(null);
        }
    }

    /** Requests whose answers have not left. */
    public int running() {
        return running.get();
    }

    /** Completes when the first request is over. */
    public CompletableFuture<Void> firstAnswer() {
        return answered;
    }

    /** Whether the end has begun. */
    public boolean draining() {
        return draining;
    }

    /** From now on every answer is the last one of its connection. */
    public void beginDraining() {
        draining = true;
    }

    /** Requests that have begun since the end has. */
    public int begunWhileDraining() {
        return begun.get();
    }

    /** Completes when nothing runs; what comes meanwhile is served too. */
    public CompletableFuture<Void> idle() {
        var next = new CompletableFuture<Void>();
        idle = next;
        if (running.get() == 0) {
            next.complete(null);
        }
        return next;
    }
}
