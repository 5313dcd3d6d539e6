package dev.kiln.adapters.cloudevents.mapping;

import static dev.kiln.adapters.cloudevents.mapping.Events.event;
import static dev.kiln.adapters.cloudevents.mapping.Events.mapped;
import static dev.kiln.adapters.cloudevents.mapping.Events.sample;
import static dev.kiln.adapters.cloudevents.mapping.Events.text;
import static dev.kiln.adapters.cloudevents.mapping.Events.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import dev.kiln.adapters.LambdaJson;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DynamodbRecordsTest {

    private static final Date TIME = Date.from(Instant.parse("2015-04-09T00:00:00Z"));

    @Test
    void a_record_that_gson_wrote_keeps_all_that_it_has() {
        var mapped = mapped(EventMapping.DYNAMODB, sample("integration-dynamodb"));

        var record = read(mapped);
        assertThat(record.getEventID()).isEqualTo("e1");
        assertThat(record.getEventName()).isEqualTo("MODIFY");
        assertThat(record.getEventVersion()).isEqualTo("1.1");
        assertThat(record.getEventSource()).isEqualTo("aws:dynamodb");
        assertThat(record.getAwsRegion()).isEqualTo("eu-west-3");
        assertThat(record.getEventSourceARN()).isNull();
        assertThat(record.getUserIdentity()).isNull();
        var change = record.getDynamodb();
        assertThat(change.getApproximateCreationDateTime()).isEqualTo(TIME);
        assertThat(change.getKeys()).isEqualTo(Map.of("id", new AttributeValue().withN("1")));
        assertThat(change.getOldImage()).isNull();
        assertThat(change.getSequenceNumber()).isEqualTo("111");
        assertThat(change.getSizeBytes()).isEqualTo(26);
        assertThat(change.getStreamViewType()).isEqualTo("NEW_AND_OLD_IMAGES");
        assertThat(mapped.recordIds()).containsExactly("111");
        assertThat(change.getNewImage())
                .isEqualTo(
                        Map.ofEntries(
                                Map.entry("id", new AttributeValue().withN("1")),
                                Map.entry("title", new AttributeValue("Star Wars IV")),
                                Map.entry("poster", new AttributeValue().withB(bytes(1, -1, 127))),
                                Map.entry("seen", new AttributeValue().withBOOL(false)),
                                Map.entry("none", new AttributeValue().withNULL(true)),
                                Map.entry("tags", new AttributeValue().withSS("a", "b")),
                                Map.entry("years", new AttributeValue().withNS("1977", "1978.50")),
                                Map.entry("parts", new AttributeValue().withBS(bytes(104, 105))),
                                Map.entry(
                                        "cast",
                                        new AttributeValue()
                                                .withM(
                                                        Map.of(
                                                                "luke",
                                                                new AttributeValue("Hamill")))),
                                Map.entry(
                                        "list",
                                        new AttributeValue()
                                                .withL(new AttributeValue().withN("7"))),
                                Map.entry("emptyMap", new AttributeValue().withM(Map.of()))));
    }

    @Test
    void a_record_that_go_wrote_keeps_all_that_it_has() {
        var record = read(mapped(EventMapping.DYNAMODB, sample("triggermesh-dynamodb")));

        assertThat(record.getEventID()).isEqualTo("c4ca");
        assertThat(record.getEventName()).isEqualTo("REMOVE");
        assertThat(record.getEventVersion()).isEqualTo("1.1");
        assertThat(record.getEventSource()).isEqualTo("aws:dynamodb");
        assertThat(record.getAwsRegion()).isEqualTo("eu-central-1");
        assertThat(record.getEventSourceARN())
                .isEqualTo("arn:aws:dynamodb:eu-central-1:123456789012:table/T");
        assertThat(record.getUserIdentity().getPrincipalId()).isEqualTo("dynamodb.amazonaws.com");
        assertThat(record.getUserIdentity().getType()).isEqualTo("Service");
        var change = record.getDynamodb();
        assertThat(change.getApproximateCreationDateTime()).isEqualTo(TIME);
        assertThat(change.getKeys()).isEqualTo(Map.of("Id", new AttributeValue().withN("101")));
        assertThat(change.getNewImage()).isNull();
        assertThat(change.getOldImage())
                .isEqualTo(
                        Map.of(
                                "Id", new AttributeValue().withN("101"),
                                "Blob", new AttributeValue().withB(bytes(2, 3, 4)),
                                "Empty", new AttributeValue().withL(List.of())));
        assertThat(change.getSequenceNumber()).isEqualTo("44");
        assertThat(change.getSizeBytes()).isEqualTo(26);
        assertThat(change.getStreamViewType()).isEqualTo("OLD_IMAGE");
    }

    @Test
    void the_setting_names_the_table() {
        var arn = "arn:aws:dynamodb:eu-west-1:1:table/T/stream/2015-06-27T00:48:05.899";

        var record =
                read(
                        mapped(
                                EventMapping.DYNAMODB,
                                Map.of("event-source-arn", arn),
                                sample("integration-dynamodb")));

        assertThat(record.getEventSourceARN()).isEqualTo(arn);
        assertThat(record.getAwsRegion()).isEqualTo("eu-west-3");
    }

    @Test
    void an_event_of_dynamodb_goes_through_as_it_is() {
        var data = "{\"Records\":[{\"dynamodb\":{\"SequenceNumber\":\"9\"}},{\"dynamodb\":{}}]}";

        var mapped = mapped(EventMapping.DYNAMODB, event(Map.of(), data));

        assertThat(text(mapped.event())).isEqualTo(data);
        assertThat(mapped.recordIds()).containsExactly("9", "");
    }

    @Test
    void what_is_no_record_is_refused() {
        requireRefused("{\"a\":1}", 422, "com.amazon.dynamodb.stream_record");
        requireRefused(record("{\"Id\":{}}"), 400, "'Id' has no value of one type");
        requireRefused(record("{\"Id\":{\"S\":\"a\",\"N\":\"1\"}}"), 400, "no value of one type");
        requireRefused(record("{\"Id\":{\"S\":1}}"), 400, "is of type S, but is not string");
        requireRefused(record("{\"Id\":{\"B\":\"!\"}}"), 400, "neither Base64");
        requireRefused(record("{\"Id\":7}"), 400, "is no object such as");
        requireRefused(record("[]"), 400, "member 'Keys' is not an object");
        requireRefused(
                record("{\"Id\":" + "{\"L\":[".repeat(65) + "]}".repeat(65) + "}"),
                400,
                "more levels than 64");
    }

    private static void requireRefused(String data, int status, String why) {
        var event = with(sample("triggermesh-dynamodb"), Events.utf8(data));
        assertThatThrownBy(() -> Events.mapper(EventMapping.DYNAMODB, Map.of()).map(List.of(event)))
                .isInstanceOfSatisfying(
                        UnmappableEventException.class,
                        it -> assertThat(it.status()).isEqualTo(status))
                .hasMessageContaining(why);
    }

    private static String record(String keys) {
        return "{\"dynamodb\":{\"Keys\":" + keys + "}}";
    }

    private static ByteBuffer bytes(int... content) {
        var bytes = ByteBuffer.allocate(content.length);
        for (var one : content) {
            bytes.put((byte) one);
        }
        return bytes.flip();
    }

    private static DynamodbEvent.DynamodbStreamRecord read(MappedEvent mapped) {
        var records = LambdaJson.read(DynamodbEvent.class, mapped.event()).getRecords();
        assertThat(records).hasSize(1);
        return records.getFirst();
    }
}
