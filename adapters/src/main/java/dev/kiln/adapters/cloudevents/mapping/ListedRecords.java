package dev.kiln.adapters.cloudevents.mapping;

import dev.kiln.adapters.json.EventWriter;
import dev.kiln.adapters.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Events that are {@code {"Records":[…]}}. */
interface ListedRecords extends RecordKind {

    /** Whether an element of the list is a record of this kind. */
    boolean isRecord(JsonValue element);

    /** By which {@code batchItemFailures} names the record; {@code ""} if it has no such id. */
    String id(JsonValue record);

    /**
     * Writes the record's members.
     *
     * @return its id; {@code ""} if it has none
     */
    String write(EventData event, EventWriter json) throws UnmappableEventException;

    @Override
    default Optional<List<String>> recordsIn(JsonValue data) {
        var list = data.member("Records");
        if (list.isEmpty() || !list.get().is(JsonValue.Kind.ARRAY)) {
            return Optional.empty();
        }
        var ids = new ArrayList<String>();
        for (var element : list.get().elements()) {
            if (!element.is(JsonValue.Kind.OBJECT) || !isRecord(element)) {
                return Optional.empty();
            }
            ids.add(id(element));
        }
        return Optional.of(ids);
    }

    @Override
    default List<String> write(List<EventData> events, EventWriter json)
            throws UnmappableEventException {
        var ids = new ArrayList<String>(events.size());
        json.startArray("Records");
        for (var event : events) {
            json.startObject();
            ids.add(write(event, json));
            json.endObject();
        }
        json.endArray();
        return ids;
    }
}
