package dev.kiln.adapters.cloudevents;

import static dev.kiln.adapters.MalformedResultException.shown;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.InboundRequest;
import dev.kiln.adapters.http.Lines;
import dev.kiln.adapters.http.MediaType;
import java.util.List;

/** Tells events from other requests, and reads them. Safe for use by many threads. */
public final class CloudEventRequests {

    private static final String MEDIA_TYPE = "application/cloudevents";

    private static final String BATCH_MEDIA_TYPE = MEDIA_TYPE + "-batch";

    private final ReceivingSettings settings;

    public CloudEventRequests(ReceivingSettings settings) {
        this.settings = settings;
    }

    /**
     * Whether the request wants to be an event, be it a good one or not: it has {@code
     * ce-specversion}, or a content type of CloudEvents. A GET has no body and needs all four
     * required attributes. Runs for plain requests too, and loads nothing else.
     */
    public static boolean isEvent(String method, List<HeaderField> headers) {
        return isEvent(method, headers, false);
    }

    /**
     * The same for receivers that may be lenient.
     *
     * @param lenient as {@link ReceivingSettings#lenient()}: any header {@code ce-…} is enough
     */
    public static boolean isEvent(String method, List<HeaderField> headers, boolean lenient) {
        return switch (method) {
            case "HEAD", "OPTIONS" -> false;
            case "GET" -> lenient ? hasAttribute(headers) : hasAllRequired(headers);
            default -> lenient && hasAttribute(headers) || isMarked(headers);
        };
    }

    private static boolean isMarked(List<HeaderField> headers) {
        for (var header : headers) {
            var name = header.name();
            if (name.equalsIgnoreCase("ce-specversion")
                    || name.equalsIgnoreCase("content-type") && isOfEvents(header.value())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfEvents(String contentType) {
        return contentType.regionMatches(true, 0, MEDIA_TYPE, 0, MEDIA_TYPE.length());
    }

    private static boolean hasAllRequired(List<HeaderField> headers) {
        return Lines.first(headers, "ce-specversion").isPresent()
                && Lines.first(headers, "ce-id").isPresent()
                && Lines.first(headers, "ce-source").isPresent()
                && Lines.first(headers, "ce-type").isPresent();
    }

    private static boolean hasAttribute(List<HeaderField> headers) {
        for (var header : headers) {
            if (header.name().regionMatches(true, 0, "ce-", 0, 3)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a sender asks by OPTIONS if it may send events (CloudEvents webhooks, section 4). */
    public static boolean isHandshake(String method, List<HeaderField> headers) {
        return method.equals("OPTIONS")
                && Lines.first(headers, "webhook-request-origin").isPresent();
    }

    /**
     * Reads a request for which {@code isEvent} is true; of a batch all events or none.
     *
     * @throws MalformedEventException if it breaks a rule of CloudEvents (400), has more data than
     *     allowed (413), or a format that is not JSON (415)
     */
    public ReceivedEvents read(InboundRequest request) throws MalformedEventException {
        var contentType = Lines.first(request.headers(), "content-type").orElse("");
        var events =
                switch (mode(contentType)) {
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
        return new ReceivedEvents(mode(contentType), events, prefersReply(request.headers()));
    }

    private static ContentMode mode(String contentType) {
        if (!isOfEvents(contentType)) {
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
