package dev.kiln.frontdoor.http;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.frontdoor.logging.LateLog;
import dev.kiln.frontdoor.request.RequestHead;
import dev.kiln.frontdoor.tracing.RequestTrace;
import dev.kiln.runtime.InvocationTrace;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer on their way: lets an {@link Endpoint} work on the body that has
 * arrived, and sends what it says. Only answering may happen outside the connection's event loop.
 */
public final class Conversation {

    private static final OutboundResponse INTERNAL_ERROR =
            new OutboundResponse(500, List.of(new HeaderField("Content-Length", "0")), new byte[0]);

    private static final OutboundResponse BROKEN_STREAM =
            Answers.plain(400, "The body of the request is not as long as its head says.");

    private final HttpExchange exchange;
    private final Endpoint endpoint;
    private final @Nullable RequestTrace trace;
    private final RequestBody body;

    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile @Nullable AnswerBody streaming;
    private volatile boolean gone;
    private volatile boolean brokenOff;

    /**
     * @param bodyTimeout longest pause between two pieces of the body
     * @param trace hears of the answer and of the end; null if the request is not traced
     */
    public Conversation(
            HttpExchange exchange,
            Endpoint endpoint,
            Duration bodyTimeout,
            @Nullable RequestTrace trace) {
        this.exchange = exchange;
        this.endpoint = endpoint;
        this.trace = trace;
        body = new RequestBody(exchange, endpoint.maxBodyBytes(), bodyTimeout, this);
    }

    /** Reads the request; to be called on the connection's event loop. */
    public void begin() {
        if (trace != null) {
            exchange.whenEnded(trace::end);
        }
        body.receive();
    }

    /** The head of the request. */
    public RequestHead request() {
        return exchange.request();
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

    void onBody() {
        if (!answered.get()) {
            guarded(() -> endpoint.onBody(this, body.bytes()));
        }
    }

    void onBrokenBody(Throwable problem) {
        if (request().isHttp2()) {
            answer(BROKEN_STREAM);
        } else {
            var refused = RefusedRequestException.of(problem, false);
            answer(Answers.plain(refused.status(), refused.sentence()));
        }
    }

    void onTooLarge() {
        guarded(() -> endpoint.onTooLarge(this));
    }

    void onStalled() {
        exchange.closeAfterAnswer();
        answer(endpoint.onStalled());
    }

    void onGone() {
        gone = true;
        var begun = streaming;
        if (begun != null) {
            begun.close();
        }
        if (body.isComplete() && !answered.get()) {
            endpoint.onHangUp();
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
     * Sends the answer, unless the client has gone; may be called from any thread.
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
        try {
            write(answer);
        } catch (RuntimeException e) {
            unwritable(e);
        }
        return true;
    }

    /**
     * Sends the answer; if one has begun whose body is still on its way, breaks that off in a way
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
        try {
            traceStatus(status);
            exchange.begin(HttpResponseStatus.valueOf(status), HttpMapper.netty(headers));
            var begun = new AnswerBody(exchange);
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
        write(INTERNAL_ERROR);
    }

    private void write(OutboundResponse answer) {
        traceStatus(answer.status());
        HttpMapper.write(answer, exchange);
    }

    private void traceStatus(int status) {
        if (trace != null) {
            trace.answered(status);
        }
    }
}
