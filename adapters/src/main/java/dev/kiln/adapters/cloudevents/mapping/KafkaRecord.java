package dev.kiln.adapters.cloudevents.mapping;

import dev.kiln.adapters.json.EventWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a record of Kafka stands. A KafkaSource makes the event's id and subject of it; Knative's
 * data plane for Kafka adds it to every event.
 *
 * @param isOfSource whether the record was none of CloudEvents, so that a KafkaSource made one of
 *     it
 */
record KafkaRecord(EventData event, String topic, int partition, long offset, boolean isOfSource) {

    private static final Pattern ID = Pattern.compile("partition:([0-9]{1,10})/offset:([0-9]+)");
    private static final Pattern SUBJECT = Pattern.compile("partition:([0-9]{1,10})#([0-9]+)");
    private static final Pattern EXTENSIONS = Pattern.compile("([0-9]{1,10})#([0-9]+)");

    private static final String HEADER = "kafkaheader";

    static KafkaRecord of(EventData event) throws UnmappableEventException {
        var subject = event.attribute("subject").orElse("");
        for (var place : List.of(ID.matcher(event.id()), SUBJECT.matcher(subject))) {
            if (place.matches()) {
                return at(place, sourceTopic(event).or(() -> addedTopic(event)), event, true);
            }
        }
        var partition = event.attribute("knativekafkapartition").orElse("");
        var offset = event.attribute("knativekafkaoffset").orElse("");
        var place = EXTENSIONS.matcher(partition + "#" + offset);
        if (place.matches()) {
            return at(place, addedTopic(event).or(() -> sourceTopic(event)), event, false);
        }
        throw UnmappableEventException.tooLittle(
                "The handler takes records of Kafka, but the event tells neither partition nor"
                        + " offset: id and subject of a KafkaSource's events do, and the extensions"
                        + " knativekafkapartition and knativekafkaoffset.");
    }

    private static KafkaRecord at(
            Matcher place, Optional<String> topic, EventData event, boolean isOfSource)
            throws UnmappableEventException {
        try {
            return new KafkaRecord(
                    event,
                    topic.orElseGet(() -> Origin.lastSegment(event.source())),
                    Integer.parseInt(place.group(1)),
                    Long.parseLong(place.group(2)),
                    isOfSource);
        } catch (NumberFormatException _) {
            throw UnmappableEventException.wrong(
                    "The event's partition or offset is larger than Kafka's are.");
        }
    }

    private static Optional<String> sourceTopic(EventData event) {
        var hash = event.source().indexOf('#');
        return hash < 0 ? Optional.empty() : Optional.of(event.source().substring(hash + 1));
    }

    private static Optional<String> addedTopic(EventData event) {
        return event.attribute("knativekafkatopic");
    }

    /**
     * @param timestamp in milliseconds
     */
    void write(long timestamp, EventWriter json) {
        json.startObject()
                .text("topic", topic)
                .number("partition", partition)
                .number("offset", offset)
                .number("timestamp", timestamp)
                .text("timestampType", "CREATE_TIME");
        var key = event.attribute("key").or(() -> event.attribute("partitionkey"));
        if (key.isPresent()) {
            json.base64("key", utf8(key.get()));
        }
        json.base64("value", event.bytes()).startArray("headers");
        for (var attribute : event.event().attributes().keySet()) {
            var header = header(attribute);
            if (!header.isEmpty()) {
                json.startObject()
                        .numbers(header, utf8(event.attribute(attribute).orElse("")))
                        .endObject();
            }
        }
        json.endArray().endObject();
    }

    /** The header that the attribute came from; "" if it came from none. */
    private String header(String attribute) {
        if (attribute.equals("datacontenttype")) {
            return "content-type";
        }
        if (isOfSource) {
            return attribute.startsWith(HEADER) ? attribute.substring(HEADER.length()) : "";
        }
        // By the Kafka protocol binding; the data plane's own were no headers.
        return attribute.startsWith("knative") ? "" : "ce_" + attribute;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
