package dev.kiln.adapters.cloudevents.mapping;

import static dev.kiln.adapters.cloudevents.mapping.Events.event;
import static dev.kiln.adapters.cloudevents.mapping.Events.mapped;
import static dev.kiln.adapters.cloudevents.mapping.Events.sample;
import static dev.kiln.adapters.cloudevents.mapping.Events.utf8;
import static dev.kiln.adapters.cloudevents.mapping.Events.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.kiln.adapters.LambdaJson;
import dev.kiln.adapters.cloudevents.CloudEvent;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqsRecordsTest {

    @Test
    void a_body_alone_becomes_a_message_with_what_the_event_says() {
        var mapped = mapped(EventMapping.SQS, sample("integration-sqs"));

        var message = read(mapped);
        assertThat(message.getMessageId()).isEqualTo("9DB2C3A4E5F6071-0000000000000001");
        assertThat(message.getReceiptHandle()).isEqualTo("9DB2C3A4E5F6071-0000000000000001");
        assertThat(message.getBody()).isEqualTo("Hello from AWS SQS!");
        assertThat(message.getMd5OfBody()).isEqualTo("06ea6efc0570b0fccd63d8378a53e5d6");
        assertThat(message.getMd5OfMessageAttributes()).isNull();
        assertThat(message.getMessageAttributes()).isEmpty();
        assertThat(message.getAttributes())
                .isEqualTo(
                        Map.of(
                                "ApproximateReceiveCount", "1",
                                "SentTimestamp", "1730802030123",
                                "ApproximateFirstReceiveTimestamp", "1704164645678"));
        assertThat(message.getEventSource()).isEqualTo("aws:sqs");
        assertThat(message.getEventSourceArn())
                .isEqualTo(
                        "arn:aws:sqs:us-east-1:123456789012:dev.knative.eventing.aws-sqs-source");
        assertThat(message.getAwsRegion()).isEqualTo("us-east-1");
        assertThat(mapped.recordIds()).containsExactly("9DB2C3A4E5F6071-0000000000000001");
    }

    @Test
    void a_message_of_the_sdk_keeps_all_that_it_has() {
        var message = read(mapped(EventMapping.SQS, sample("awssqs-source")));

        assertThat(message.getMessageId()).isEqualTo("d9144555-9a4f-4ec3-99a0-fc4e625a8db2");
        assertThat(message.getReceiptHandle()).isEqualTo("7kam5bfzbDsjtcjElvhSbxeLJbeey3A==");
        assertThat(message.getBody()).isEqualTo("{\n  \"id\": 43242\n}");
        // By md5sum.
        assertThat(message.getMd5OfBody()).isEqualTo("8e04a3d8a44ac0e51f97d7d1972ae88a");
        // What AWS answers for this attribute, by moto's tests.
        assertThat(message.getMd5OfMessageAttributes())
                .isEqualTo("235c5c510d26fb653d073faed50ae77c");
        assertThat(message.getAttributes())
                .isEqualTo(
                        Map.of(
                                "ApproximateFirstReceiveTimestamp", "1601975709499",
                                "ApproximateReceiveCount", "3",
                                "SenderId", "AROAIFU457DVZ5L2J53F2",
                                "SentTimestamp", "1601975709495",
                                "MessageGroupId", "g1"));
        assertThat(message.getMessageAttributes()).containsOnlyKeys("timestamp");
        var attribute = message.getMessageAttributes().get("timestamp");
        assertThat(attribute.getStringValue()).isEqualTo("1493147359900");
        assertThat(attribute.getDataType()).isEqualTo("Number");
        assertThat(attribute.getBinaryValue()).isNull();
        assertThat(attribute.getStringListValues()).isEmpty();
        assertThat(attribute.getBinaryListValues()).isEmpty();
        assertThat(message.getEventSourceArn())
                .isEqualTo("arn:aws:sqs:eu-central-1:210987654321:orders");
        assertThat(message.getAwsRegion()).isEqualTo("eu-central-1");
    }

    @Test
    void a_body_that_a_source_put_among_the_members_becomes_text_again() {
        var message = read(mapped(EventMapping.SQS, sample("triggermesh-sqs")));

        assertThat(message.getBody()).isEqualTo("{\"id\":1234,\"price\":1.50}");
        assertThat(message.getMd5OfMessageAttributes())
                .isEqualTo("36655e7e9d7c0e8479fa3f3f42247ae7");
        assertThat(message.getMessageAttributes().get("k").getStringValue()).isEqualTo("v");
        assertThat(message.getMessageAttributes().get("b").getBinaryValue())
                .isEqualTo(ByteBuffer.wrap(new byte[] {2, 3, 4}));
        assertThat(message.getMessageAttributes().get("b").getDataType()).isEqualTo("Binary");
        assertThat(message.getEventSourceArn()).isEqualTo("arn:aws:sqs:us-west-2:123456789012:q");
        assertThat(message.getAwsRegion()).isEqualTo("us-west-2");
        assertThat(message.getReceiptHandle()).isEqualTo("rh");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "null null",
                "42 42",
                "true true",
                "[1,2] [1,2]",
                "\"text\" text",
                "\"\\u00e4\\n\" 'ä\n'"
            })
    void a_body_is_the_text_that_was_sent(String inlined, String body) {
        var event = with(sample("triggermesh-sqs"), utf8("{\"Body\":" + inlined + "}"));

        assertThat(read(mapped(EventMapping.SQS, event)).getBody()).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource({
        "https://sqs.eu-west-1.amazonaws.com/111122223333/q, arn:aws:sqs:eu-west-1:111122223333:q",
        "https://sqs.cn-north-1.amazonaws.com.cn/111122223333/q,"
                + " arn:aws-cn:sqs:cn-north-1:111122223333:q",
        "https://sqs.us-gov-west-1.amazonaws.com/111122223333/q,"
                + " arn:aws-us-gov:sqs:us-gov-west-1:111122223333:q",
        "http://localhost:4566/000000000000/q, arn:aws:sqs:us-east-1:000000000000:q",
        "http://sqs.eu-west-1.localhost.localstack.cloud:4566/000000000000/q,"
                + " arn:aws:sqs:eu-west-1:000000000000:q",
        "/apis/v1/namespaces/a/brokers/b/, arn:aws:sqs:us-east-1:123456789012:b",
        "urn:x#y, arn:aws:sqs:us-east-1:123456789012:y",
        "arn:aws:sqs:us-west-2:1:q, arn:aws:sqs:us-west-2:1:q"
    })
    void the_queue_is_named_as_the_source_tells(String source, String arn) {
        var message = read(mapped(EventMapping.SQS, event(Map.of("source", source), "x")));

        assertThat(message.getEventSourceArn()).isEqualTo(arn);
        assertThat(message.getAwsRegion()).isEqualTo(arn.split(":")[3]);
    }

    @Test
    void the_setting_names_the_queue() {
        var settings = Map.of("event-source-arn", "arn:aws:sqs:eu-north-1:9:mine");

        var message = read(mapped(EventMapping.SQS, settings, sample("awssqs-source")));

        assertThat(message.getEventSourceArn()).isEqualTo("arn:aws:sqs:eu-north-1:9:mine");
        assertThat(message.getAwsRegion()).isEqualTo("eu-north-1");
    }

    @Test
    void a_notification_of_s3_in_a_queue_is_a_body() {
        var event = with(sample("integration-sqs"), sample("minio").data());

        var message = read(mapped(EventMapping.SQS, event));

        assertThat(utf8(message.getBody())).isEqualTo(sample("minio").data());
    }

    @Test
    void an_event_of_sqs_goes_through_as_it_is_with_the_ids_of_its_records() {
        var data =
                " {\"Records\":[{\"messageId\":\"a\",\"body\":1.50},{\"messageId\":\"b\"}],\"x\":1}";
        var event = event(Map.of(), data);

        var mapped = mapped(EventMapping.SQS, event);

        assertThat(mapped.event()).isEqualTo(utf8(data));
        assertThat(mapped.recordIds()).containsExactly("a", "b");
        assertThat(mapped.sources()).containsExactly(event);
    }

    @Test
    void without_a_time_a_message_was_sent_now() {
        var message = read(mapped(EventMapping.SQS, event(Map.of(), "x")));

        assertThat(message.getAttributes()).containsEntry("SentTimestamp", "1704164645678");
    }

    @Test
    void a_setting_tells_messages_of_the_sdk_under_another_type() {
        var event = with(sample("triggermesh-sqs"), "type", "com.acme.Queue.v1");
        var settings = Map.of("event-shapes", "com.acme.*=sqs-message");

        assertThat(read(mapped(EventMapping.SQS, event)).getBody()).startsWith("{\"Body\":");
        assertThat(read(mapped(EventMapping.SQS, settings, event)).getBody())
                .startsWith("{\"id\":");
    }

    @Test
    void what_is_no_text_is_no_body() {
        var event = event(Map.of(), new byte[] {(byte) 0xFF});

        requireRefused(event, 400, "no text");
    }

    @Test
    void a_message_of_the_sdk_without_a_body_is_refused() {
        requireRefused(with(sample("awssqs-source"), utf8("{\"MessageId\":\"1\"}")), 422, "Body");
        requireRefused(with(sample("awssqs-source"), utf8("hi")), 400, "no JSON object");
    }

    private static void requireRefused(CloudEvent event, int status, String why) {
        assertThatThrownBy(() -> Events.mapper(EventMapping.SQS, Map.of()).map(List.of(event)))
                .isInstanceOfSatisfying(
                        UnmappableEventException.class,
                        it -> assertThat(it.status()).isEqualTo(status))
                .hasMessageContaining(why);
    }

    private static SQSEvent.SQSMessage read(MappedEvent mapped) {
        var records = LambdaJson.read(SQSEvent.class, mapped.event()).getRecords();
        assertThat(records).hasSize(1);
        return records.getFirst();
    }
}
