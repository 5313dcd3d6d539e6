package dev.kiln.frontdoor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** Counts the requests that have begun and not ended, and knows the first and the last one. */
final class InFlight {

    private final AtomicInteger running = new AtomicInteger();
    private final CompletableFuture<Void> answered = new CompletableFuture<>();
    private final CompletableFuture<Void> idle = new CompletableFuture<>();
    private volatile boolean draining;

    void begin() {
        running.incrementAndGet();
    }

    void end() {
        if (!answered.isDone()) {
            answered.complete(null);
        }
        if (running.decrementAndGet() == 0 && draining) {
            idle.complete(null);
        }
    }

    Mono<Void> count(Mono<Void> request) {
        return request.doOnSubscribe(_ -> begin()).doFinally(_ -> end());
    }

    int running() {
        return running.get();
    }

    /** Completes when the first request is over. */
    CompletableFuture<Void> firstAnswer() {
        return answered;
    }

    boolean draining() {
        return draining;
    }

    /** From now on every answer is the last one of its connection. */
    void beginDraining() {
        draining = true;
    }

    /** Completes when nothing runs any more; what comes meanwhile is served too. */
    CompletableFuture<Void> idle() {
        if (running.get() == 0) {
            idle.complete(null);
        }
        return idle;
    }
}
