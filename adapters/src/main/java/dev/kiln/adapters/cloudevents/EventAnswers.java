package dev.kiln.adapters.cloudevents;

import dev.kiln.adapters.OutboundResponse;
import java.time.Duration;
import java.util.List;

/**
 * Answers that senders of events understand. Their status says whether the event is tried again:
 * 404, 408, 409, 429 and 5xx are, all other errors are not (Knative's data plane contract). Bodies
 * of errors are JSON whose {@code errorType} and {@code errorMessage} end within the 768 bytes that
 * a broker keeps for the dead letter sink.
 */
public final class EventAnswers {

    private final AnswerSettings settings;

    public EventAnswers(AnswerSettings settings) {
        this.settings = settings;
    }

    /** 202: the event is done, and there is nothing to say. */
    public OutboundResponse accepted() {
        throw new UnsupportedOperationException(settings.toString());
    }

    /** 200: everybody may send events. */
    public OutboundResponse handshake() {
        throw new UnsupportedOperationException();
    }

    /**
     * 200 with an event.
     *
     * @param mode binary or structured
     */
    public OutboundResponse reply(CloudEvent event, ContentMode mode) {
        throw new UnsupportedOperationException();
    }

    /** 400, 413 or 415. */
    public OutboundResponse malformed(MalformedEventException why) {
        throw new UnsupportedOperationException();
    }

    /** 413 for a body that nobody read. */
    public OutboundResponse tooLarge(int maxBytes) {
        throw new UnsupportedOperationException();
    }

    /**
     * An event that cannot become what the handler takes.
     *
     * @param status 400 or 422
     */
    public OutboundResponse unmappable(int status, String message) {
        throw new UnsupportedOperationException();
    }

    /**
     * 400, or 500 if so configured: the function's serializer could not make the handler's input.
     *
     * @param error Lambda's error JSON
     */
    public OutboundResponse notBindable(byte[] error) {
        throw new UnsupportedOperationException();
    }

    /**
     * 500.
     *
     * @param error Lambda's error JSON
     */
    public OutboundResponse functionError(byte[] error) {
        throw new UnsupportedOperationException();
    }

    /**
     * 500: the handler's result should be an event, and is none.
     *
     * @param problem without the result's content
     */
    public OutboundResponse malformedResult(String problem) {
        throw new UnsupportedOperationException();
    }

    /**
     * 500: some of the events failed. The sender has to send all of them again.
     *
     * @param events how many there were
     * @param failed at least one
     */
    public OutboundResponse partlyFailed(int events, List<CloudEvent> failed) {
        throw new UnsupportedOperationException();
    }

    /**
     * 504.
     *
     * @param limit how long the handler was allowed to run
     */
    public OutboundResponse timeout(String invocationId, Duration limit) {
        throw new UnsupportedOperationException();
    }

    /** 429: all environments are busy. */
    public OutboundResponse throttled() {
        throw new UnsupportedOperationException();
    }

    /**
     * 503: still initialising, or draining.
     *
     * @param message which of these
     */
    public OutboundResponse unavailable(String message) {
        throw new UnsupportedOperationException();
    }

    /** 502: the function is done, its result has not reached the sink. */
    public OutboundResponse sinkFailed(String message) {
        throw new UnsupportedOperationException();
    }

    /**
     * 401.
     *
     * @param challenge value of {@code WWW-Authenticate}
     */
    public OutboundResponse unauthenticated(String challenge) {
        throw new UnsupportedOperationException();
    }

    /**
     * 403.
     *
     * @param challenge value of {@code WWW-Authenticate}
     */
    public OutboundResponse forbidden(String challenge) {
        throw new UnsupportedOperationException();
    }

    /** 409: the same event is being worked on, a second time may find it done. */
    public OutboundResponse stillRunning() {
        throw new UnsupportedOperationException();
    }

    /** 400: the event has come around too often. */
    public OutboundResponse tooManyHops(int limit) {
        throw new UnsupportedOperationException();
    }
}
