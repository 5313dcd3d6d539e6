package dev.kiln.adapters.cloudevents.mapping;

import dev.kiln.adapters.json.EventWriter;
import dev.kiln.adapters.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** Events of AWS that hold any number of records. */
interface RecordKind {

    EventMapping mapping();

    /**
     * The ids of the records if the data is such an event already; {@code ""} for a record without.
     *
     * @return empty if it is anything else
     */
    Optional<List<String>> recordsIn(JsonValue data);

    /**
     * Writes one event.
     *
     * @param events each of which becomes one record, in order
     * @return the ids of the records; {@code ""} for a record without
     */
    List<String> write(List<EventData> events, EventWriter json) throws UnmappableEventException;

    /** What an operator should know before the first event comes. */
    default Optional<String> warning() {
        return Optional.empty();
    }
}
