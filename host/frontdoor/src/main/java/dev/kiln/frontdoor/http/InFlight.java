package dev.kiln.frontdoor.http;

import io.netty.util.AttributeKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Counts the requests that have begun and whose answers have not left, and knows the first and the
 * last one. The server alone sees the end of all of them: answered and flushed, hung up or broken.
 */
public final class InFlight implements ConnectionObserver {

    /** A connection of HTTP/1.1, and a stream of HTTP/2, has one request at a time. */
    private static final AttributeKey<InFlight> COUNTED =
            AttributeKey.valueOf(InFlight.class, "counted");

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private final CompletableFuture<Void> answered = new CompletableFuture<>();
    private volatile CompletableFuture<Void> idle = new CompletableFuture<>();
    private volatile boolean draining;

    /** The request counts from now on. */
    public void begin(HttpServerRequest request) {
        request.withConnection(connection -> connection.channel().attr(COUNTED).set(this));
        running.incrementAndGet();
        if (draining) {
            begun.incrementAndGet();
        }
    }

    @Override
    public void onStateChange(Connection connection, State newState) {
        if (newState == State.DISCONNECTING
                && connection.channel().attr(COUNTED).getAndSet(null) != null) {
            end();
        }
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
