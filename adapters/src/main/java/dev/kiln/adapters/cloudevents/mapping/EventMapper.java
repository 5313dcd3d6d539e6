package dev.kiln.adapters.cloudevents.mapping;

import dev.kiln.adapters.cloudevents.CloudEvent;
import java.util.List;
import java.util.Optional;

/** Makes Lambda events of CloudEvents. Safe for use by many threads. */
public interface EventMapper {

    EventMapping mapping();

    /**
     * Makes all of them before the first is run.
     *
     * @param events of one request, at least one
     * @return one for all events where the handler takes records, else one for each, in order
     * @throws UnmappableEventException if an event lacks what the handler's type cannot do without,
     *     or its data cannot be what the handler takes
     */
    List<MappedEvent> map(List<CloudEvent> events) throws UnmappableEventException;

    /** What an operator should know before the first event comes. */
    Optional<String> warning();
}
