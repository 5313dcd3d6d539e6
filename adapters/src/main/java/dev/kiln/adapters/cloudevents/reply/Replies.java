package dev.kiln.adapters.cloudevents.reply;

import dev.kiln.adapters.IdSource;
import dev.kiln.adapters.MalformedResultException;
import dev.kiln.adapters.cloudevents.CloudEvent;
import dev.kiln.adapters.cloudevents.ContentMode;
import dev.kiln.adapters.cloudevents.MalformedEventException;
import dev.kiln.adapters.cloudevents.ReceivedEvents;
import dev.kiln.adapters.cloudevents.StructuredMode;
import dev.kiln.adapters.cloudevents.reply.Reply.Reason;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides what goes out for a result. A reply's id follows from the events that it answers and the
 * function, so it is the same when they come again. Safe for use by many threads.
 */
public final class Replies {

    private final ReplySettings settings;
    private final ReplyAttributes attributes;

    /**
     * @param ids for replies to events that have none, which only lenient receivers take
     */
    public Replies(ReplySettings settings, InstantSource clock, IdSource ids) {
        this.settings = settings;
        attributes = new ReplyAttributes(settings, clock, ids);
    }

    /**
     * The answer to a sender.
     *
     * @param request the event that the function got
     * @param how it came
     * @param result what the handler wrote
     * @throws MalformedResultException if the result should be an event and is none
     */
    public Reply of(CloudEvent request, ReceivedEvents how, byte[] result, ResultShape shape)
            throws MalformedResultException {
        if (saysNothing(result, shape)) {
            return new Reply.Nothing(Reason.NO_RESULT);
        }
        // What a broker gets for an answer goes on to others: nobody has asked for that yet.
        var isUnasked = !isEvent(shape) && settings.type().isEmpty() && how.prefersReply();
        if (isUnasked || how.mode() == ContentMode.BATCHED) {
            return new Reply.Nothing(Reason.NOT_ASKED_FOR);
        }
        return reply(List.of(request), how, result, shape);
    }

    /**
     * What goes to a sink, where every result is wanted, of batches too.
     *
     * @param requests the events that the function got at once, at least one
     * @throws MalformedResultException if the result should be an event and is none
     */
    public Reply forSink(
            List<CloudEvent> requests, ReceivedEvents how, byte[] result, ResultShape shape)
            throws MalformedResultException {
        return saysNothing(result, shape)
                ? new Reply.Nothing(Reason.NO_RESULT)
                : reply(requests, how, result, shape);
    }

    private boolean saysNothing(byte[] result, ResultShape shape) {
        return shape.isBatchResponse()
                || settings.reportsBatchItemFailures(shape)
                || ResultData.isNothing(result);
    }

    private boolean isEvent(ResultShape shape) {
        return settings.resultsAreEvents() || shape == ResultShape.CLOUDEVENT;
    }

    private Reply reply(
            List<CloudEvent> requests, ReceivedEvents how, byte[] result, ResultShape shape)
            throws MalformedResultException {
        if (!isEvent(shape) && settings.type().orElse(ReplySettings.DEFAULT_TYPE).isEmpty()) {
            return new Reply.Nothing(Reason.NOT_ASKED_FOR);
        }
        var event = isEvent(shape) ? event(requests, result, shape) : wrapped(requests, result);
        if (!settings.loops() && isLoop(requests, event)) {
            return new Reply.Nothing(Reason.LOOP);
        }
        var structured = settings.klr() || how.mode() == ContentMode.STRUCTURED;
        return new Reply.Event(event, structured ? ContentMode.STRUCTURED : ContentMode.BINARY);
    }

    private CloudEvent wrapped(List<CloudEvent> requests, byte[] result) {
        var data = ResultData.of(result, settings.klr());
        var all = new LinkedHashMap<>(attributes.ofWrapped(requests));
        all.put("datacontenttype", data.contentType());
        return attributes.completed(new CloudEvent(all, data.data()), requests);
    }

    /** An event of the SDK's is complete; one that the handler put together may not be. */
    private CloudEvent event(List<CloudEvent> requests, byte[] result, ResultShape shape)
            throws MalformedResultException {
        Map<String, String> initial =
                shape == ResultShape.CLOUDEVENT ? Map.of() : attributes.required(requests);
        try {
            return attributes.completed(StructuredMode.read(result, initial), requests);
        } catch (MalformedEventException e) {
            throw new MalformedResultException(
                    "The handler's result should be an event in JSON format, but is none. "
                            + e.getMessage());
        }
    }

    private static boolean isLoop(List<CloudEvent> requests, CloudEvent reply) {
        for (var request : requests) {
            if (request.type().equals(reply.type()) && request.source().equals(reply.source())) {
                return true;
            }
        }
        return false;
    }
}
