package dev.kiln.adapters.cloudevents.mapping;

import dev.kiln.adapters.cloudevents.CloudEvent;
import dev.kiln.adapters.json.EventWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Events as records: those of a batch are given to the handler together. */
record RecordMapper(RecordKind kind) implements EventMapper {

    @Override
    public EventMapping mapping() {
        return kind.mapping();
    }

    @Override
    public Optional<String> warning() {
        return kind.warning();
    }

    @Override
    public List<MappedEvent> map(List<CloudEvent> events) throws UnmappableEventException {
        var all = new ArrayList<EventData>(events.size());
        var haveRecords = false;
        for (var event : events) {
            var data = new EventData(event);
            all.add(data);
            haveRecords |= recordsIn(data).isPresent();
        }
        // What is an event of AWS already is not taken apart, so nothing can be put beside it.
        return haveRecords ? eachAlone(all) : List.of(together(all));
    }

    private List<MappedEvent> eachAlone(List<EventData> all) throws UnmappableEventException {
        var mapped = new ArrayList<MappedEvent>(all.size());
        for (var data : all) {
            var records = recordsIn(data);
            mapped.add(
                    records.isPresent() && data.text().isPresent()
                            ? mapped(data.text().get(), List.of(data), records.get())
                            : together(List.of(data)));
        }
        return mapped;
    }

    private MappedEvent together(List<EventData> all) throws UnmappableEventException {
        var json = new EventWriter().startObject();
        var ids = kind.write(all, json);
        return mapped(json.endObject().toBytes(), all, ids);
    }

    private Optional<List<String>> recordsIn(EventData data) {
        return data.object().flatMap(kind::recordsIn);
    }

    private static MappedEvent mapped(byte[] event, List<EventData> all, List<String> ids) {
        var sources = new ArrayList<CloudEvent>(all.size());
        for (var data : all) {
            sources.add(data.event());
        }
        var hasIds = false;
        for (var id : ids) {
            hasIds |= !id.isEmpty();
        }
        return new MappedEvent(
                event, sources, hasIds ? ids : List.of(), ClientContexts.of(sources));
    }
}
