package dev.kiln.adapters.cloudevents;

import dev.kiln.adapters.HeaderField;
import java.util.List;

/**
 * An event as it goes out, in a request or in an answer.
 *
 * @param headers legal field lines, {@code content-length} not among them
 * @param body nobody writes to it
 */
public record OutboundMessage(List<HeaderField> headers, byte[] body) {

    public OutboundMessage {
        headers = List.copyOf(headers);
    }
}
