package dev.kiln.adapters.cloudevents;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.InboundRequest;
import dev.kiln.adapters.http.Lines;
import java.util.List;

/** Tells events from other requests, and reads them. Safe for use by many threads. */
public final class CloudEventRequests {

    /** What the content types of all event formats begin with. */
    static final String MEDIA_TYPE = "application/cloudevents";

    private final EventReader reader;

    public CloudEventRequests(ReceivingSettings settings) {
        reader = new EventReader(settings);
    }

    /**
     * Whether the request wants to be an event, be it a good one or not: it has {@code
     * ce-specversion}, or a content type of CloudEvents; whatever its method, but for HEAD and
     * OPTIONS. Runs for plain requests too, and loads nothing else.
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

    static boolean isOfEvents(String contentType) {
        return contentType.regionMatches(true, 0, MEDIA_TYPE, 0, MEDIA_TYPE.length());
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
        return reader.read(request);
    }
}
