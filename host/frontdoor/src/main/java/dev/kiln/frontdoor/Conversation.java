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
 * every request needs one.
 */
final class Conversation extends Mono<Void> implements CoreSubscriber<Object>, Subscription {

    private static final byte[] EMPTY = {};

    private static final OutboundResponse INTERNAL_ERROR =
            new OutboundResponse(500, List.of(new HeaderField("Content-Length", "0")), EMPTY);

    /** A sender may claim any length; memory follows what really arrives. */
    private static final int FIRST_PIECE = 8 * 1024;

    /** How long a refused sender may go on sending, so that it comes to read its answer. */
    private static final Duration LINGER = Duration.ofSeconds(10);

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Endpoint endpoint;
    private final Duration bodyTimeout;
    private final InFlight inFlight;
    private final AtomicBoolean answered = new AtomicBoolean();

    private @Nullable CoreSubscriber<? super Void> server;
    private @Nullable ScheduledFuture<?> timer;
    private volatile @Nullable Subscription writing;
    private byte[] body = EMPTY;
    private long announced;
    private int length;
    private long lastArrival;
    private boolean complete;
    private boolean refused;
    private boolean written;
    private boolean ended;
    private volatile boolean gone;

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
        inFlight.begin();
        subscriber.onSubscribe(this);
        announced = announcedLength();
        if (announced > endpoint.maxBodyBytes()) {
            if (request.requestHeaders().contains(HttpHeaderNames.EXPECT)) {
                // Whoever waits for "100 Continue" is spared the sending.
                complete = true;
                refuse();
                return;
            }
            refuse();
        } else if (announced != 0) {
            body = announced > 0 ? new byte[(int) Math.min(announced, FIRST_PIECE)] : EMPTY;
            awaitBody();
        }
        request.receiveObject().subscribe(this);
    }

    /** 0 if there is certainly no body, -1 if it has no announced length. */
    private long announcedLength() {
        var headers = request.requestHeaders();
        var announced = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        if (announced == null) {
            return headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
                            || request.version().majorVersion() > 1
                    ? -1
                    : 0;
        }
        try {
            return Long.parseLong(announced);
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Object piece) {
        var content = piece instanceof ByteBufHolder holder ? holder.content() : (ByteBuf) piece;
        if (refused) {
            return;
        }
        var size = content.readableBytes();
        if (size > endpoint.maxBodyBytes() - length) {
            refuse();
            return;
        }
        if (size > body.length - length) {
            body = grown(size);
        }
        content.getBytes(content.readerIndex(), body, length, size);
        length += size;
        lastArrival = System.nanoTime();
    }

    private byte[] grown(int size) {
        var wanted = Math.max(length + size, Math.min(2L * body.length, endpoint.maxBodyBytes()));
        var grown = new byte[(int) wanted];
        System.arraycopy(body, 0, grown, 0, length);
        return grown;
    }

    @Override
    public void onComplete() {
        complete = true;
        stopTimer();
        if (refused) {
            finish();
        } else if (isBroken()) {
            onError(new DecoderException("The body is not whole"));
        } else if (!answered.get()) {
            guarded(() -> endpoint.onBody(this, wholeBody()));
        }
    }

    /**
     * The server ends a body in the same way where its encoding is wrong; it has sent an answer of
     * its own then.
     */
    private boolean isBroken() {
        return response.hasSentHeaders() && !answered.get()
                || announced > 0 && length < announced && !answered.get();
    }

    private byte[] wholeBody() {
        if (length == body.length) {
            return body;
        }
        var exact = new byte[length];
        System.arraycopy(body, 0, exact, 0, length);
        return exact;
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
        body = EMPTY;
        stopTimer();
        schedule(LINGER.toNanos(), this::abandon);
        endpoint.onTooLarge(this);
    }

    private void abandon() {
        if (!complete) {
            request.withConnection(connection -> connection.channel().close());
        }
    }

    private void awaitBody() {
        lastArrival = System.nanoTime();
        schedule(bodyTimeout.toNanos(), this::checkArrival);
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
        } catch (RuntimeException e) {
            System.getLogger(Conversation.class.getName())
                    .log(System.Logger.Level.ERROR, "A request could not be served", e);
            answer(INTERNAL_ERROR);
        }
    }

    /** An invocation ended without an outcome: a fault of ours, unless it was cancelled. */
    void failed(Throwable problem) {
        guarded(() -> {
            if (!gone) {
                throw new IllegalStateException("No outcome", problem);
            }
        });
    }

    /** Writes the answer, unless the client has gone; may be called from any thread, once. */
    void answer(OutboundResponse answer) {
        if (!answered.compareAndSet(false, true) || gone) {
            return;
        }
        if (inFlight.draining()) {
            response.keepAlive(false);
        }
        HttpMapper.write(answer, request, response).subscribe(new Writing());
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
        inFlight.end();
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

    /** The server lets go: the client hung up, or the answer is out. */
    @Override
    public void cancel() {
        stopTimer();
        if (ended) {
            return;
        }
        ended = true;
        gone = true;
        inFlight.end();
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
            end(problem);
        }

        @Override
        public void onComplete() {
            written = true;
            finish();
        }
    }
}
