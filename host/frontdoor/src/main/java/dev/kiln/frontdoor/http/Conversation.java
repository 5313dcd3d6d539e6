package dev.kiln.frontdoor.http;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.frontdoor.logging.LateLog;
import dev.kiln.frontdoor.tracing.RequestTrace;
import dev.kiln.runtime.InvocationTrace;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * One request and its one answer: lets an {@link Endpoint} work on the body that has arrived, and
 * writes what it says. It is the server's publisher and subscription at once, because every request
 * needs one. Only answering may happen outside the connection's event loop.
 */
public final class Conversation extends Mono<Void> implements Subscription {

    private static final OutboundResponse INTERNAL_ERROR =
            new OutboundResponse(500, List.of(new HeaderField("Content-Length", "0")), new byte[0]);

    private static final OutboundResponse BROKEN_BODY =
            Answers.plain(400, "The body of the request is not as long as its head says.");

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Endpoint endpoint;
    private final InFlight inFlight;
    private final @Nullable RequestTrace trace;
    private final RequestBody body;
    private final Channel channel;
    private final EventLoop loop;

    private @Nullable CoreSubscriber<? super Void> server;
    private volatile @Nullable Subscription writing;
    private volatile @Nullable AnswerBody streaming;
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile boolean gone;
    private volatile boolean brokenOff;
    private boolean written;
    private boolean ended;

    /**
     * Begins when somebody subscribes, which is the server.
     *
     * @param bodyTimeout longest pause between two pieces of the body; a refused sender may go on
     *     for this time, so that it comes to read its answer
     * @param trace hears of the answer and of the end; null if the request is not traced
     */
    public Conversation(
            HttpServerRequest request,
            HttpServerResponse response,
            Endpoint endpoint,
            Duration bodyTimeout,
            InFlight inFlight,
            @Nullable RequestTrace trace) {
        this.request = request;
        this.response = response;
        this.endpoint = endpoint;
        this.inFlight = inFlight;
        this.trace = trace;
        body = new RequestBody(request, endpoint.maxBodyBytes(), bodyTimeout, this);
        channel = channel(request);
        // A channel that has been closed does not know it any more.
        loop = channel.eventLoop();
    }

    /** The head of the request. */
    public HttpServerRequest request() {
        return request;
    }

    /** What the request is in its trace, if it is traced. */
    public Optional<RequestTrace> trace() {
        return Optional.ofNullable(trace);
    }

    /**
     * The place of the request's one invocation, if it is traced.
     *
     * @param trigger value of {@code faas.trigger}
     */
    public Optional<InvocationTrace> invocationTrace(String trigger) {
        // No lambda: it would be a part of the first answer, traced or not.
        return trace == null ? Optional.empty() : Optional.of(trace.invocation(trigger));
    }

    @Override
    public void subscribe(CoreSubscriber<? super Void> subscriber) {
        server = subscriber;
        subscriber.onSubscribe(this);
        body.receive();
    }

    void onBody() {
        if (answered.get()) {
            return;
        }
        // The server ends a body in the same way where its encoding is wrong; it has sent an
        // answer of its own then.
        if (response.hasSentHeaders() || !body.isWhole()) {
            onBrokenBody(new DecoderException("The body is not whole"));
        } else {
            guarded(() -> endpoint.onBody(this, body.bytes()));
        }
    }

    /** The connection broke while the body arrived, or its encoding is wrong. */
    void onBrokenBody(Throwable problem) {
        if (problem instanceof Http2Exception) {
            // The stream is still there; the server would answer 500 and log it.
            answer(BROKEN_BODY);
            return;
        }
        if (problem instanceof IOException) {
            // A reset: as long as it looks open, the server would try that too.
            channel.close();
        }
        gone = true;
        end(problem);
    }

    void onTooLarge() {
        guarded(() -> endpoint.onTooLarge(this));
    }

    /** The client has sent the rest of what it had been told not to. */
    void onRefusalRead() {
        finish();
    }

    void onStalled() {
        if (!gone) {
            response.keepAlive(false);
            answer(endpoint.onStalled());
        }
    }

    /** Runs a part of the work; what it throws becomes the answer 500 and a line in the log. */
    public void guarded(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            // Whatever it is: without an answer the caller would wait for ever.
            logged(e);
            answer(INTERNAL_ERROR);
        }
    }

    /** An invocation ended without an outcome: a fault of ours, unless it was cancelled. */
    public void failed(Throwable problem) {
        if (!gone) {
            logged(problem);
            answerOrBreakOff(INTERNAL_ERROR);
        }
    }

    private static void logged(Throwable problem) {
        LateLog.write(
                System.Logger.Level.ERROR,
                Conversation.class.getName(),
                "A request could not be served",
                problem);
    }

    /**
     * Writes the answer, unless the client has gone; may be called from any thread.
     *
     * @return false if there is an answer already
     */
    public boolean answer(OutboundResponse answer) {
        if (!answered.compareAndSet(false, true)) {
            return false;
        }
        if (gone) {
            return true;
        }
        if (inFlight.draining()) {
            response.keepAlive(false);
        }
        try {
            write(answer);
        } catch (RuntimeException e) {
            unwritable(e);
        }
        return true;
    }

    /**
     * Writes the answer; if one has begun whose body is still on its way, breaks that off in a way
     * that shows the client that it is not whole.
     */
    public void answerOrBreakOff(OutboundResponse answer) {
        if (!answer(answer)) {
            brokenOff = true;
            var begun = streaming;
            if (begun != null) {
                begun.abort();
            }
        }
    }

    /**
     * Begins an answer whose body follows in pieces; may be called from any thread but an event
     * loop.
     *
     * @return empty if there is an answer already, or nobody who would read it
     */
    public Optional<AnswerBody> begin(int status, List<HeaderField> headers) {
        if (!answered.compareAndSet(false, true) || gone) {
            return Optional.empty();
        }
        if (inFlight.draining()) {
            response.keepAlive(false);
        }
        try {
            traceStatus(status);
            var head = HttpMapper.writeHead(status, headers, request, response);
            var begun =
                    new AnswerBody(
                            channel,
                            loop,
                            request.version().equals(HttpVersion.HTTP_1_0),
                            () -> end(null));
            head.subscribe(_ -> {}, _ -> begun.close());
            streaming = begun;
            if (gone) {
                begun.close();
            } else if (brokenOff) {
                begun.abort();
            }
            return Optional.of(begun);
        } catch (RuntimeException e) {
            unwritable(e);
            return Optional.empty();
        }
    }

    /** The function chose a header that HTTP cannot carry. */
    private void unwritable(RuntimeException problem) {
        logged(problem);
        response.responseHeaders().clear();
        write(INTERNAL_ERROR);
    }

    private static Channel channel(HttpServerRequest request) {
        var channels = new Channel[1];
        request.withConnection(connection -> channels[0] = connection.channel());
        return channels[0];
    }

    private void traceEnd() {
        if (trace != null) {
            trace.end();
        }
    }

    private void traceStatus(int status) {
        if (trace != null) {
            trace.answered(status);
        }
    }

    private void write(OutboundResponse answer) {
        traceStatus(answer.status());
        var writing =
                body.isBeingRefused()
                        ? HttpMapper.writeAndStay(answer, response)
                        : HttpMapper.write(answer, request, response);
        writing.subscribe(new Writing());
    }

    private void finish() {
        if (written && body.isComplete()) {
            end(null);
        }
    }

    private void end(@Nullable Throwable problem) {
        if (ended) {
            return;
        }
        ended = true;
        traceEnd();
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
        body.stopWaiting();
        if (ended) {
            return;
        }
        ended = true;
        gone = true;
        traceEnd();
        var begun = streaming;
        if (begun != null) {
            begun.close();
        }
        var write = writing;
        if (write != null) {
            write.cancel();
        } else if (body.isComplete() && !answered.get()) {
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
            loop.execute(() -> end(problem));
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
