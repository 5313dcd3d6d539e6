package dev.kiln.adapters.cloudevents.mapping;

import dev.kiln.adapters.json.EventWriter;
import dev.kiln.adapters.json.JsonValue;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/**
 * Records of a Kinesis stream. Any event can be one: its data is the record's.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html">Kinesis events</a>
 */
record KinesisRecords(MappingSettings settings, InstantSource clock) implements ListedRecords {

    private static final String RECORD = "The data should be a record of Kinesis";

    /** No source tells the shard; this one every stream has. */
    private static final String SHARD = "shardId-000000000000";

    @Override
    public EventMapping mapping() {
        return EventMapping.KINESIS;
    }

    @Override
    public boolean isRecord(JsonValue element) {
        return element.member("kinesis").isPresent();
    }

    @Override
    public String id(JsonValue record) {
        return record.member("kinesis")
                .flatMap(it -> it.member("sequenceNumber"))
                .map(JsonValue::string)
                .orElse("");
    }

    @Override
    public String write(EventData event, EventWriter json) throws UnmappableEventException {
        json.startObject("kinesis").text("kinesisSchemaVersion", "1.0");
        var sequenceNumber =
                settings.shapes().of(event.event()) == EventShape.KINESIS_RECORD
                        ? writeRecord(event, json)
                        : writeData(event, json);
        json.text("sequenceNumber", sequenceNumber).endObject();
        var arn =
                Origin.arn(settings, event)
                        .orElseGet(() -> stream(Origin.lastSegment(event.source())).toString());
        json.text("eventSource", "aws:kinesis")
                .text("eventVersion", "1.0")
                .text("eventID", SHARD + ":" + sequenceNumber)
                .text("eventName", "aws:kinesis:record")
                .text("awsRegion", Origin.region(settings, Optional.of(arn)))
                .text("eventSourceARN", arn);
        return sequenceNumber;
    }

    private Arn stream(String name) {
        return Arn.of("kinesis", settings.region(), settings.accountId(), "stream/" + name);
    }

    private String writeData(EventData event, EventWriter json) throws UnmappableEventException {
        var key = event.attribute("partitionkey").or(() -> event.attribute("subject"));
        json.text("partitionKey", key.orElse(event.id())).base64("data", event.bytes());
        var time = EventTime.of(event, clock);
        writeTime(EventTime.epochSeconds(time), json);
        return event.id();
    }

    private String writeRecord(EventData event, EventWriter json) throws UnmappableEventException {
        if (event.object().isEmpty()) {
            throw UnmappableEventException.wrong(
                    RECORD
                            + ", as the event's type says, but it is no JSON object; if it is the"
                            + " record's data alone, set event-shapes to <type>=data.");
        }
        var record = new Members(RECORD, event.object().get());
        var key = record.text("PartitionKey").or(() -> event.attribute("subject"));
        json.text("partitionKey", key.orElse(event.id()));
        writeRecordData(record, json);
        var arrival = record.any("ApproximateArrivalTimestamp");
        if (arrival.isPresent()) {
            var seconds = EventTime.epochSeconds(arrival.get());
            if (seconds.isEmpty()) {
                throw record.wrong("ApproximateArrivalTimestamp", "a time by RFC 3339");
            }
            writeTime(seconds.get(), json);
        } else {
            writeTime(EventTime.epochSeconds(EventTime.of(event, clock)), json);
        }
        record.copyText("EncryptionType", json, "encryptionType");
        return record.text("SequenceNumber").orElse(event.id());
    }

    /** A source puts data that is JSON among the members as it is, and Base64 of any other. */
    private static void writeRecordData(Members record, EventWriter json)
            throws UnmappableEventException {
        for (var member : record.object().members().entrySet()) {
            if (member.getKey().equalsIgnoreCase("Data")) {
                var data = member.getValue();
                if (data.is(JsonValue.Kind.STRING) && isBase64(data.utf8())) {
                    json.json("data", data);
                } else {
                    json.base64("data", data.json());
                }
                return;
            }
        }
        throw UnmappableEventException.tooLittle(
                RECORD
                        + ", as the event's type says, but has no member Data; if it is the"
                        + " record's data alone, set event-shapes to <type>=data.");
    }

    private static boolean isBase64(byte[] text) {
        if (text.length % 4 != 0) {
            return false;
        }
        try {
            Base64.getDecoder().decode(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static void writeTime(String seconds, EventWriter json) {
        json.decimal("approximateArrivalTimestamp", seconds);
    }
}
