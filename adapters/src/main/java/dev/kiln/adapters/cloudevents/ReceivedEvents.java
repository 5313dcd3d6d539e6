package dev.kiln.adapters.cloudevents;

import java.util.List;

/**
 * What one request brought.
 *
 * @param events one; any number, even none, if the mode is {@link ContentMode#BATCHED}
 * @param prefersReply whether the sender says {@code Prefer: reply}, as Knative's brokers and
 *     channels do: it can take an event for an answer, and nothing else with a body
 */
public record ReceivedEvents(ContentMode mode, List<CloudEvent> events, boolean prefersReply) {

    public ReceivedEvents {
        events = List.copyOf(events);
    }
}
