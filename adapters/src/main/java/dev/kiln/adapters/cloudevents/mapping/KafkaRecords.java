package dev.kiln.adapters.cloudevents.mapping;

import dev.kiln.adapters.json.EventWriter;
import dev.kiln.adapters.json.JsonValue;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Records of Kafka topics, by topic and partition.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html">Kafka events</a>
 */
record KafkaRecords(MappingSettings settings, InstantSource clock) implements RecordKind {

    @Override
    public EventMapping mapping() {
        return EventMapping.KAFKA;
    }

    @Override
    public Optional<List<String>> recordsIn(JsonValue data) {
        var isEvent =
                data.member("records").filter(it -> it.is(JsonValue.Kind.OBJECT)).isPresent()
                        && data.member("eventSource").isPresent();
        return isEvent ? Optional.of(List.of()) : Optional.empty();
    }

    @Override
    public List<String> write(List<EventData> events, EventWriter json)
            throws UnmappableEventException {
        // A cluster without an ARN is nobody's but its owner's.
        var isOwn = settings.bootstrapServers().isPresent() && settings.eventSourceArn().isEmpty();
        json.text("eventSource", isOwn ? "SelfManagedKafka" : "aws:kafka")
                .text("eventSourceArn", settings.eventSourceArn().orElse(""))
                .text("bootstrapServers", settings.bootstrapServers().orElse(""))
                .startObject("records");
        var partitions = new LinkedHashMap<String, List<KafkaRecord>>();
        for (var event : events) {
            var record = KafkaRecord.of(event);
            var partition = record.topic() + "-" + record.partition();
            partitions.computeIfAbsent(partition, _ -> new ArrayList<>()).add(record);
        }
        for (var partition : partitions.entrySet()) {
            json.startArray(partition.getKey());
            for (var record : partition.getValue()) {
                var time = EventTime.of(record.event(), clock);
                record.write(time.toEpochMilli(), json);
            }
            json.endArray();
        }
        json.endObject();
        return List.of();
    }
}
