package dev.kiln.adapters.cloudevents.mapping;

import dev.kiln.adapters.cloudevents.CloudEvent;
import java.util.List;

/**
 * One invocation that events ask for.
 *
 * @param event UTF-8 JSON, or the data as it came for a stream handler; nobody writes to it
 * @param sources the events in it, at least one
 * @param recordIds by which {@code batchItemFailures} names a record, "" for one without: of a
 *     single source all are its, of several each has one, in order; empty where records have no
 *     such names
 * @param clientContext JSON of the client context: {@code custom} has the attributes
 */
public record MappedEvent(
        byte[] event, List<CloudEvent> sources, List<String> recordIds, String clientContext) {

    public MappedEvent {
        sources = List.copyOf(sources);
        recordIds = List.copyOf(recordIds);
    }
}
