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
        return later(settings);
    }

    /** 200: everybody may send events. */
    public OutboundResponse handshake() {
        return later(settings);
    }

    /**
     * 200 with an event.
     *
     * @param mode binary or structured
     */
    public OutboundResponse reply(CloudEvent event, ContentMode mode) {
        return later(settings);
    }

    /** 400, 413 or 415. */
    public OutboundResponse malformed(MalformedEventException why) {
        return later(settings);
    }

    /** 413 for a body that nobody read. */
    public OutboundResponse tooLarge(int maxBytes) {
        return later(settings);
    }

    /**
     * An event that cannot become what the handler takes.
     *
     * @param status 400 or 422
     */
    public OutboundResponse unmappable(int status, String message) {
        return later(settings);
    }

    /**
     * 400, or 500 if so configured: the function's serializer could not make the handler's input.
     *
     * @param error Lambda's error JSON
     */
    public OutboundResponse notBindable(byte[] error) {
        return later(settings);
    }

    /**
     * 500.
     *
     * @param error Lambda's error JSON
     */
    public OutboundResponse functionError(byte[] error) {
        return later(settings);
    }

    /**
     * 500: the handler's result should be an event, and is none.
     *
     * @param problem without the result's content
     */
    public OutboundResponse malformedResult(String problem) {
        return later(settings);
    }

    /**
     * 500: some of the events failed. The sender has to send all of them again.
     *
     * @param events how many there were
     * @param failed at least one
     */
    public OutboundResponse partlyFailed(int events, List<CloudEvent> failed) {
        return later(settings);
    }

    /**
     * 504.
     *
     * @param limit how long the handler was allowed to run
     */
    public OutboundResponse timeout(String invocationId, Duration limit) {
        return later(settings);
    }

    /** 429: all environments are busy. */
    public OutboundResponse throttled() {
        return later(settings);
    }

    /**
     * 503: still initialising, or draining.
     *
     * @param message which of these
     */
    public OutboundResponse unavailable(String message) {
        return later(settings);
    }

    /** 502: the function is done, its result has not reached the sink. */
    public OutboundResponse sinkFailed(String message) {
        return later(settings);
    }

    /**
     * 401.
     *
     * @param challenge value of {@code WWW-Authenticate}
     */
    public OutboundResponse unauthenticated(String challenge) {
        return later(settings);
    }

    /**
     * 403.
     *
     * @param challenge value of {@code WWW-Authenticate}
     */
    public OutboundResponse forbidden(String challenge) {
        return later(settings);
    }

    /** 409: the same event is being worked on, a second time may find it done. */
    public OutboundResponse stillRunning() {
        return later(settings);
    }

    /** 400: the event has come around too often. */
    public OutboundResponse tooManyHops(int limit) {
        return later(settings);
    }

    private static OutboundResponse later(AnswerSettings settings) {
        throw new UnsupportedOperationException(settings.toString());
    }
}
