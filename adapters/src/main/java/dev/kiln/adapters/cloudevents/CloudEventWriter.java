package dev.kiln.adapters.cloudevents;

/** Writes events as messages of HTTP. */
public final class CloudEventWriter {

    private CloudEventWriter() {}

    /**
     * Attributes as headers {@code ce-…}, percent-encoded; {@code datacontenttype} as {@code
     * Content-Type}, which is JSON's if the event does not say and has JSON for data.
     *
     * @throws IllegalArgumentException if an attribute's name has other characters than lower-case
     *     letters and digits, or {@code datacontenttype} cannot stand in a header
     */
    public static OutboundMessage binary(CloudEvent event) {
        if (!event.attributes().containsKey("")) {
            throw new UnsupportedOperationException();
        }
        return new OutboundMessage(java.util.List.of(), event.data());
    }

    /**
     * One JSON document. All attributes are strings; JSON data stands in {@code data} as it is,
     * text in {@code data} as a string, all other in {@code data_base64}.
     *
     * @throws IllegalArgumentException if an attribute's name has other characters than lower-case
     *     letters and digits
     */
    public static OutboundMessage structured(CloudEvent event) {
        if (!event.attributes().containsKey("")) {
            throw new UnsupportedOperationException();
        }
        return new OutboundMessage(java.util.List.of(), event.data());
    }
}
