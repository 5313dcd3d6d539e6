package dev.kiln.adapters.cloudevents;

import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.http.ResponseLines;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Answers that senders of events understand. Their status says whether the event is tried again:
 * 404, 408, 409, 429 and 5xx are, all other errors are not (Knative's data plane contract). Bodies
 * of errors are JSON whose {@code errorType} and {@code errorMessage} end within the 768 bytes that
 * a broker keeps for the dead letter sink.
 */
public final class EventAnswers {

    private static final byte[] NOTHING = {};

    private final AnswerSettings settings;

    public EventAnswers(AnswerSettings settings) {
        this.settings = settings;
    }

    /** 202: the event is done, and there is nothing to say. */
    public OutboundResponse accepted() {
        return lines().complete(202, NOTHING);
    }

    /** 200: everybody may send events, as often as they like. */
    public OutboundResponse handshake() {
        return lines().with("Allow", "POST, OPTIONS")
                .with("WebHook-Allowed-Origin", "*")
                .with("WebHook-Allowed-Rate", "*")
                .complete(200, NOTHING);
    }

    /**
     * 200 with an event.
     *
     * @param mode binary or structured
     */
    public OutboundResponse reply(CloudEvent event, ContentMode mode) {
        var message =
                mode == ContentMode.STRUCTURED
                        ? CloudEventWriter.structured(event)
                        : CloudEventWriter.binary(event);
        var lines = lines();
        for (var header : message.headers()) {
            lines.with(header.name(), header.value());
        }
        return lines.complete(200, message.body());
    }

    /** 400, 413 or 415. */
    public OutboundResponse malformed(MalformedEventException why) {
        var type =
                switch (why.status()) {
                    case 413 -> "RequestEntityTooLargeException";
                    case 415 -> "UnsupportedMediaTypeException";
                    default -> "InvalidRequestContentException";
                };
        return error(why.status(), type, String.valueOf(why.getMessage()));
    }

    /** 413 for a body that nobody read. */
    public OutboundResponse tooLarge(int maxBytes) {
        return error(
                413,
                "RequestEntityTooLargeException",
                "The request must not be larger than " + maxBytes + " bytes.");
    }

    /**
     * An event that cannot become what the handler takes.
     *
     * @param status 400 or 422
     */
    public OutboundResponse unmappable(int status, String message) {
        return error(
                status,
                status == 400 ? "InvalidRequestContentException" : "UnmappableEventException",
                message);
    }

    /**
     * 400, or 500 if so configured: the function's serializer could not make the handler's input.
     *
     * @param error Lambda's error JSON
     */
    public OutboundResponse notBindable(byte[] error) {
        return json(settings.bindErrorStatus(), ErrorBody.of(error, settings.stackTraces()));
    }

    /**
     * 500.
     *
     * @param error Lambda's error JSON
     */
    public OutboundResponse functionError(byte[] error) {
        return json(500, ErrorBody.of(error, settings.stackTraces()));
    }

    /**
     * 500: the handler's result should be an event, and is none.
     *
     * @param problem without the result's content
     */
    public OutboundResponse malformedResult(String problem) {
        return error(500, "MalformedResultException", problem);
    }

    /**
     * 500: some of the events failed. The sender has to send all of them again.
     *
     * @param events how many there were
     * @param failed at least one
     */
    public OutboundResponse partlyFailed(int events, List<CloudEvent> failed) {
        var message = failed.size() + " of " + events + " events failed.";
        var json = ErrorBody.start("BatchItemFailures", Optional.of(message)).startArray("failed");
        for (var event : failed) {
            json.startObject().text("id", event.id()).text("source", event.source()).endObject();
        }
        return json(500, json.endArray().endObject().toBytes());
    }

    /**
     * 504.
     *
     * @param limit how long the handler was allowed to run
     */
    public OutboundResponse timeout(String invocationId, Duration limit) {
        var hundredths = limit.toMillis() / 10;
        return error(
                504,
                "Sandbox.Timedout",
                "RequestId: "
                        + invocationId
                        + " Error: Task timed out after "
                        + hundredths / 100
                        + (hundredths % 100 < 10 ? ".0" : ".")
                        + hundredths % 100
                        + " seconds");
    }

    /** 429: all environments are busy. */
    public OutboundResponse throttled() {
        return later(429, "TooManyRequestsException", "Rate Exceeded.");
    }

    /**
     * 503: still initialising, or draining.
     *
     * @param message which of these
     */
    public OutboundResponse unavailable(String message) {
        return later(503, "ServiceUnavailableException", message);
    }

    /** 502: the function is done, its result has not reached the sink. */
    public OutboundResponse sinkFailed(String message) {
        return error(502, "SinkException", message);
    }

    /**
     * 401.
     *
     * @param challenge value of {@code WWW-Authenticate}
     * @param message what is wrong, and nothing of the sender's token
     */
    public OutboundResponse unauthenticated(String challenge, String message) {
        return denied(401, challenge, message);
    }

    /**
     * 403.
     *
     * @see #unauthenticated
     */
    public OutboundResponse forbidden(String challenge, String message) {
        return denied(403, challenge, message);
    }

    /** 409: the same event is being worked on; a second time may find it done. */
    public OutboundResponse stillRunning() {
        return error(
                409,
                "ResourceConflictException",
                "An event of the same source and id is still running.");
    }

    /** 400: the event has come around too often. */
    public OutboundResponse tooManyHops(int limit) {
        return error(
                400,
                "RecursiveInvocationException",
                "The event has passed through functions "
                        + limit
                        + " times, the most that hop-limit allows: it goes in circles.");
    }

    private static OutboundResponse denied(int status, String challenge, String message) {
        return jsonLines()
                .with("WWW-Authenticate", challenge)
                .complete(status, ErrorBody.of("AccessDeniedException", message));
    }

    private static OutboundResponse later(int status, String type, String message) {
        return jsonLines().with("Retry-After", "1").complete(status, ErrorBody.of(type, message));
    }

    private static OutboundResponse error(int status, String type, String message) {
        return json(status, ErrorBody.of(type, message));
    }

    private static OutboundResponse json(int status, byte[] body) {
        return jsonLines().complete(status, body);
    }

    private static ResponseLines jsonLines() {
        return lines().with("Content-Type", "application/json");
    }

    private static ResponseLines lines() {
        return new ResponseLines("POST");
    }
}
