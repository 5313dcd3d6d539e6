package dev.kiln.adapters.cloudevents.mapping;

import dev.kiln.adapters.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A mapping for handlers that take one event at a time. */
interface OneByOne extends EventMapper {

    byte[] event(EventData data) throws UnmappableEventException;

    @Override
    default List<MappedEvent> map(List<CloudEvent> events) throws UnmappableEventException {
        var mapped = new ArrayList<MappedEvent>(events.size());
        for (var event : events) {
            var source = List.of(event);
            var made = event(new EventData(event));
            mapped.add(new MappedEvent(made, source, List.of(), ClientContexts.of(source)));
        }
        return mapped;
    }

    @Override
    default Optional<String> warning() {
        return Optional.empty();
    }
}
