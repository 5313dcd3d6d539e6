package dev.kiln.frontdoor;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.OutboundResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * One request and its one answer: collects the body, lets an {@link Endpoint} work, writes what it
 * says. It is one object, and the server's publisher, subscriber and subscription at once, because
 * every request needs one. Only answering may happen outside the connection's event loop.
 */
final class Conversation extends Mono<Void> implements CoreSubscriber<Object>, Subscription {

    private static final OutboundResponse INTERNAL_ERROR =
            new OutboundResponse(500, List.of(new HeaderField("Content-Length", "0")), new byte[0]);

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Endpoint endpoint;
    private final Duration bodyTimeout;
    private final InFlight inFlight;

    private @Nullable CoreSubscriber<? super Void> server;
    private @Nullable BodyBuffer body;
    private @Nullable ScheduledFuture<?> timer;
    private volatile @Nullable Subscription writing;
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile boolean gone;
    private long announced;
    private long lastArrival;
    private boolean complete;
    private boolean refused;
    private boolean written;
    private boolean ended;

    /**
     * @param bodyTimeout longest pause between two pieces of the body; a refused sender may go on
     *     for this time, so that it comes to read its answer
     */
    Conversation(
            HttpServerRequest request,
            HttpServerResponse response,
            Endpoint endpoint,
            Duration bodyTimeout,
            InFlight inFlight) {
        this.request = request;
        this.response = response;
        this.endpoint = endpoint;
        this.bodyTimeout = bodyTimeout;
        this.inFlight = inFlight;
    }

    HttpServerRequest request() {
        return request;
    }

    @Override
    public void subscribe(CoreSubscriber<? super Void> subscriber) {
        server = subscriber;
        subscriber.onSubscribe(this);
        announced = announcedLength();
        body = new BodyBuffer(announced, endpoint.maxBodyBytes());
        var tooLong = announced > endpoint.maxBodyBytes();
        if (tooLong && request.requestHeaders().contains(HttpHeaderNames.EXPECT)) {
            // Whoever waits for "100 Continue" is spared the sending.
            complete = true;
        } else {
            request.receiveObject().subscribe(this);
        }
        if (tooLong) {
            refuse();
        } else if (announced != 0 && !complete) {
            lastArrival = System.nanoTime();
            schedule(bodyTimeout.toNanos(), this::checkArrival);
        }
    }

    /** 0 if there is certainly no body, -1 if it has no announced length. */
    private long announcedLength() {
        var headers = request.requestHeaders();
        var length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        if (length != null) {
            try {
                return Long.parseLong(length);
            } catch (NumberFormatException _) {
                return -1;
            }
        }
        return headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
                        || request.version().majorVersion() > 1
                ? -1
                : 0;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Object piece) {
        if (refused || body == null) {
            return;
        }
        var content = piece instanceof ByteBufHolder holder ? holder.content() : (ByteBuf) piece;
        lastArrival = System.nanoTime();
        if (!body.append(content)) {
            refuse();
        }
    }

    @Override
    public void onComplete() {
        complete = true;
        stopTimer();
        if (refused) {
            finish();
        } else if (!answered.get() && body != null) {
            hand(body);
        }
    }

    private void hand(BodyBuffer arrived) {
        if (isBroken(arrived)) {
            onError(new DecoderException("The body is not whole"));
        } else {
            guarded(() -> endpoint.onBody(this, arrived.whole()));
        }
    }

    /**
     * The server ends a body in the same way where its encoding is wrong; it has sent an answer of
     * its own then.
     */
    private boolean isBroken(BodyBuffer arrived) {
        return response.hasSentHeaders() || announced > arrived.length();
    }

    @Override
    public void onError(Throwable problem) {
        // The connection broke while the body arrived, or its encoding is wrong.
        stopTimer();
        gone = true;
        complete = true;
        end(problem);
    }

    private void refuse() {
        refused = true;
        stopTimer();
        schedule(bodyTimeout.toNanos(), this::abandon);
        guarded(() -> endpoint.onTooLarge(this));
    }

    private void abandon() {
        if (!complete) {
            request.withConnection(connection -> connection.channel().close());
        }
    }

    private void checkArrival() {
        var left = bodyTimeout.toNanos() - (System.nanoTime() - lastArrival);
        if (complete || gone) {
            return;
        }
        if (left > 0) {
            schedule(left, this::checkArrival);
            return;
        }
        response.keepAlive(false);
        complete = true;
        answer(endpoint.onStalled());
    }

    private void schedule(long nanos, Runnable task) {
        request.withConnection(connection ->
                timer =
                        connection
                                .channel()
                                .eventLoop()
                                .schedule(task, nanos, TimeUnit.NANOSECONDS));
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /** Runs a part of the work; what it throws becomes the answer 500 and a line in the log. */
    void guarded(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            // Whatever it is: without an answer the caller would wait for ever.
            logged(e);
            answer(INTERNAL_ERROR);
        }
    }

    /** An invocation ended without an outcome: a fault of ours, unless it was cancelled. */
    void failed(Throwable problem) {
        if (!gone) {
            logged(problem);
            answer(INTERNAL_ERROR);
        }
    }

    private static void logged(Throwable problem) {
        LateLog.write(
                System.Logger.Level.ERROR,
                Conversation.class.getName(),
                "A request could not be served",
                problem);
    }

    /** Writes the answer, unless the client has gone; may be called from any thread, once. */
    void answer(OutboundResponse answer) {
        if (!answered.compareAndSet(false, true) || gone) {
            return;
        }
        if (inFlight.draining()) {
            response.keepAlive(false);
        }
        try {
            write(answer);
        } catch (RuntimeException e) {
            // A header that HTTP cannot carry.
            logged(e);
            response.responseHeaders().clear();
            write(INTERNAL_ERROR);
        }
    }

    private void write(OutboundResponse answer) {
        var writing =
                refused && !complete
                        ? HttpMapper.writeAndStay(answer, response)
                        : HttpMapper.write(answer, request, response);
        writing.subscribe(new Writing());
    }

    private void finish() {
        if (written && complete) {
            end(null);
        }
    }

    private void end(@Nullable Throwable problem) {
        if (ended) {
            return;
        }
        ended = true;
        if (server == null) {
            return;
        }
        if (problem == null) {
            server.onComplete();
        } else {
            server.onError(problem);
        }
    }

    @Override
    public void request(long n) {
        // There is one signal, and it is the end.
    }

    /** The client hung up. */
    @Override
    public void cancel() {
        stopTimer();
        if (ended) {
            return;
        }
        ended = true;
        gone = true;
        var write = writing;
        if (write != null) {
            write.cancel();
        } else if (complete && !answered.get()) {
            endpoint.onHangUp();
        }
    }

    private final class Writing implements CoreSubscriber<Void> {

        @Override
        public void onSubscribe(Subscription subscription) {
            writing = subscription;
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Void nothing) {
            // A write says only that it is over.
        }

        @Override
        public void onError(Throwable problem) {
            // A connection that has broken already fails the write on the writer's own thread.
            request.withConnection(
                    connection -> connection.channel().eventLoop().execute(() -> end(problem)));
        }

        @Override
        public void onComplete() {
            // With a whole answer the server has taken over; only a refusal waits for the rest of
            // its request, on the event loop.
            written = true;
            finish();
        }
    }
}
