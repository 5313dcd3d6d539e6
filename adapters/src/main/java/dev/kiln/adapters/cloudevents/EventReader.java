package dev.kiln.adapters.cloudevents;

import static dev.kiln.adapters.MalformedResultException.shown;
import static dev.kiln.adapters.cloudevents.CloudEventRequests.MEDIA_TYPE;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.InboundRequest;
import dev.kiln.adapters.http.Lines;
import dev.kiln.adapters.http.MediaType;
import java.util.List;

/** Reads requests that want to be events. */
final class EventReader {

    private static final String BATCH_MEDIA_TYPE = MEDIA_TYPE + "-batch";

    private final ReceivingSettings settings;

    EventReader(ReceivingSettings settings) {
        this.settings = settings;
    }

    ReceivedEvents read(InboundRequest request) throws MalformedEventException {
        var contentType = Lines.first(request.headers(), "content-type").orElse("");
        var mode = mode(contentType);
        var events =
                switch (mode) {
                    case BINARY -> List.of(BinaryMode.read(request, settings.lenient()));
                    case STRUCTURED -> {
                        requireJson(contentType, MEDIA_TYPE);
                        yield List.of(StructuredMode.read(request.body(), settings.lenient()));
                    }
                    case BATCHED -> {
                        requireBatches();
                        requireJson(contentType, BATCH_MEDIA_TYPE);
                        yield StructuredMode.readBatch(request.body(), settings.lenient());
                    }
                };
        requireSize(events);
        return new ReceivedEvents(mode, events, prefersReply(request.headers()));
    }

    private static ContentMode mode(String contentType) {
        if (!CloudEventRequests.isOfEvents(contentType)) {
            return ContentMode.BINARY;
        }
        var batch =
                contentType.regionMatches(true, 0, BATCH_MEDIA_TYPE, 0, BATCH_MEDIA_TYPE.length());
        return batch ? ContentMode.BATCHED : ContentMode.STRUCTURED;
    }

    private static void requireJson(String contentType, String family)
            throws MalformedEventException {
        if (!MediaType.of(contentType).equals(family + "+json")
                || !DataContentType.isUtf8(contentType)) {
            throw new MalformedEventException(
                    415,
                    "The content type is "
                            + shown(contentType)
                            + ", but events are read in "
                            + family
                            + "+json with UTF-8 only.");
        }
    }

    private void requireBatches() throws MalformedEventException {
        if (!settings.batches()) {
            throw new MalformedEventException(
                    415, "Batches of events are not taken here: event-batches is false.");
        }
    }

    private void requireSize(List<CloudEvent> events) throws MalformedEventException {
        for (var event : events) {
            if (event.data().length > settings.maxDataBytes()) {
                throw new MalformedEventException(
                        413,
                        "The event has "
                                + event.data().length
                                + " bytes of data, and at most "
                                + settings.maxDataBytes()
                                + " are taken.");
            }
        }
    }

    /** Preferences are a list, each with parameters (RFC 7240). */
    private static boolean prefersReply(List<HeaderField> headers) {
        for (var header : headers) {
            if (header.name().equalsIgnoreCase("prefer")) {
                for (var preference : header.value().split(",", -1)) {
                    if (MediaType.of(preference).equals("reply")) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
