package dev.kiln.adapters.cloudevents.mapping;

import static dev.kiln.adapters.cloudevents.mapping.Events.event;
import static dev.kiln.adapters.cloudevents.mapping.Events.mapped;
import static dev.kiln.adapters.cloudevents.mapping.Events.sample;
import static dev.kiln.adapters.cloudevents.mapping.Events.text;
import static dev.kiln.adapters.cloudevents.mapping.Events.utf8;
import static dev.kiln.adapters.cloudevents.mapping.Events.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import dev.kiln.adapters.LambdaJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KinesisRecordsTest {

    @Test
    void a_record_of_the_sdk_keeps_all_that_it_has() {
        var mapped = mapped(EventMapping.KINESIS, sample("triggermesh-kinesis"));

        var record = read(mapped);
        assertThat(record.getEventSource()).isEqualTo("aws:kinesis");
        assertThat(record.getEventVersion()).isEqualTo("1.0");
        assertThat(record.getEventID()).isEqualTo("shardId-000000000000:4954");
        assertThat(record.getEventName()).isEqualTo("aws:kinesis:record");
        assertThat(record.getInvokeIdentityArn()).isNull();
        assertThat(record.getAwsRegion()).isEqualTo("eu-west-1");
        assertThat(record.getEventSourceARN())
                .isEqualTo("arn:aws:kinesis:eu-west-1:123456789012:stream/s");
        var kinesis = record.getKinesis();
        assertThat(kinesis.getKinesisSchemaVersion()).isEqualTo("1.0");
        assertThat(kinesis.getPartitionKey()).isEqualTo("pk");
        assertThat(kinesis.getSequenceNumber()).isEqualTo("4954");
        assertThat(data(record)).isEqualTo("{\"a\":1.50}");
        assertThat(kinesis.getApproximateArrivalTimestamp())
                .isEqualTo(Date.from(Instant.parse("2015-04-09T00:00:00.5Z")));
        assertThat(kinesis.getEncryptionType()).isEqualTo("KMS");
        assertThat(mapped.recordIds()).containsExactly("4954");
    }

    @Test
    void data_that_is_no_json_comes_in_base64() {
        var record = read(mapped(EventMapping.KINESIS, sample("triggermesh-kinesis-text")));

        assertThat(data(record)).isEqualTo("Hello, this is a test.");
        assertThat(record.getKinesis().getEncryptionType()).isNull();
        assertThat(record.getKinesis().getApproximateArrivalTimestamp())
                .isEqualTo(Date.from(Events.NOW));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"42 42", "null null", "\"no-base64!\" \"no-base64!\"", "\"SGk=\" Hi", "[] []"})
    void data_are_the_bytes_that_were_sent(String inlined, String data) {
        var event = with(sample("triggermesh-kinesis"), utf8("{\"Data\":" + inlined + "}"));

        assertThat(data(read(mapped(EventMapping.KINESIS, event)))).isEqualTo(data);
    }

    @Test
    void any_event_becomes_a_record() {
        var event =
                event(
                        Map.of(
                                "partitionkey", "p",
                                "subject", "s",
                                "source", "/apis/v1/things/clicks",
                                "time", "2024-05-06T07:08:09.010Z"),
                        "{ }");

        var record = read(mapped(EventMapping.KINESIS, event));

        assertThat(data(record)).isEqualTo("{ }");
        assertThat(record.getKinesis().getPartitionKey()).isEqualTo("p");
        assertThat(record.getKinesis().getSequenceNumber()).isEqualTo("A234");
        assertThat(record.getKinesis().getApproximateArrivalTimestamp())
                .isEqualTo(Date.from(Instant.parse("2024-05-06T07:08:09.010Z")));
        assertThat(record.getEventSourceARN())
                .isEqualTo("arn:aws:kinesis:us-east-1:123456789012:stream/clicks");
        assertThat(record.getEventID()).isEqualTo("shardId-000000000000:A234");
    }

    @Test
    void without_a_partition_key_the_subject_is_it_and_else_the_id() {
        var subject = mapped(EventMapping.KINESIS, event(Map.of("subject", "s"), "x"));
        var neither = mapped(EventMapping.KINESIS, event(Map.of(), "x"));

        assertThat(read(subject).getKinesis().getPartitionKey()).isEqualTo("s");
        assertThat(read(neither).getKinesis().getPartitionKey()).isEqualTo("A234");
    }

    @Test
    void an_event_of_kinesis_goes_through_as_it_is() {
        var data = "{\"Records\":[{\"kinesis\":{\"sequenceNumber\":\"7\"}}]}";

        var mapped = mapped(EventMapping.KINESIS, event(Map.of(), data));

        assertThat(text(mapped.event())).isEqualTo(data);
        assertThat(mapped.recordIds()).containsExactly("7");
    }

    private static String data(KinesisEvent.KinesisEventRecord record) {
        return StandardCharsets.UTF_8.decode(record.getKinesis().getData()).toString();
    }

    private static KinesisEvent.KinesisEventRecord read(MappedEvent mapped) {
        var records = LambdaJson.read(KinesisEvent.class, mapped.event()).getRecords();
        assertThat(records).hasSize(1);
        return records.getFirst();
    }
}
