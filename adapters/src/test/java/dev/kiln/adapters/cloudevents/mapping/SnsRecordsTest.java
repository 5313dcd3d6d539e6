package dev.kiln.adapters.cloudevents.mapping;

import static dev.kiln.adapters.cloudevents.mapping.Events.event;
import static dev.kiln.adapters.cloudevents.mapping.Events.mapped;
import static dev.kiln.adapters.cloudevents.mapping.Events.sample;
import static dev.kiln.adapters.cloudevents.mapping.Events.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import dev.kiln.adapters.LambdaJson;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnsRecordsTest {

    @Test
    void a_notification_by_http_keeps_all_that_it_has_in_lambdas_spelling() {
        var record = read(mapped(EventMapping.SNS, sample("triggermesh-sns")));

        assertThat(record.getEventSource()).isEqualTo("aws:sns");
        assertThat(record.getEventVersion()).isEqualTo("1.0");
        assertThat(record.getEventSubscriptionArn())
                .isEqualTo(
                        "arn:aws:sns:eu-central-1:123456789012:TopicSendToMe"
                                + ":e3ddc7d5-2f86-40b8-a13d-3362f94fd8dd");
        var sns = record.getSNS();
        assertThat(sns.getType()).isEqualTo("Notification");
        assertThat(sns.getMessageId()).isEqualTo("dc918f50-80c6-56a2-ba33-d8a9bbf013ab");
        assertThat(sns.getTopicArn())
                .isEqualTo("arn:aws:sns:eu-central-1:123456789012:TopicSendToMe");
        assertThat(sns.getSubject()).isEqualTo("Test sns message");
        assertThat(sns.getMessage()).isEqualTo("{\n  \"id\": 42\n}");
        assertThat(sns.getTimestamp().toInstant().getMillis())
                .isEqualTo(Instant.parse("2020-10-08T16:06:14.656Z").toEpochMilli());
        assertThat(sns.getSignatureVersion()).isEqualTo("1");
        assertThat(sns.getSignature()).isEqualTo("UWnPpkqPAphyr+6PXzUF9++4zJcw==");
        assertThat(sns.getSigningCertUrl())
                .isEqualTo(
                        "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-a86.pem");
        assertThat(sns.getUnsubscribeUrl()).contains("Action=Unsubscribe");
        assertThat(sns.getMessageAttributes()).containsOnlyKeys("name");
        assertThat(sns.getMessageAttributes().get("name").getType()).isEqualTo("String");
        assertThat(sns.getMessageAttributes().get("name").getValue()).isEqualTo("Bob");
    }

    @Test
    void a_source_that_is_a_subscription_names_it() {
        var record = read(mapped(EventMapping.SNS, sample("adapter-sns")));

        assertThat(record.getEventSubscriptionArn())
                .isEqualTo(
                        "arn:aws:sns:us-east-1:123456789012:t:c9135db0-26c4-47ec-8998-413945fb5a96");
        assertThat(record.getSNS().getMessageAttributes()).isEmpty();
        assertThat(record.getSNS().getSubject()).isNull();
    }

    @Test
    void other_data_becomes_the_message_as_text() {
        var event =
                event(
                        Map.of(
                                "source", "/shop",
                                "subject", "order 1",
                                "time", "2024-05-06T07:08:09+02:00",
                                "datacontenttype", "application/json"),
                        "{\"price\": 1.50}");

        var record = read(mapped(EventMapping.SNS, event));

        assertThat(record.getEventSubscriptionArn()).isNull();
        var sns = record.getSNS();
        assertThat(sns.getType()).isEqualTo("Notification");
        assertThat(sns.getMessageId()).isEqualTo("A234");
        assertThat(sns.getTopicArn()).isEqualTo("/shop");
        assertThat(sns.getSubject()).isEqualTo("order 1");
        assertThat(sns.getMessage()).isEqualTo("{\"price\": 1.50}");
        assertThat(sns.getTimestamp().toInstant().getMillis())
                .isEqualTo(Instant.parse("2024-05-06T05:08:09Z").toEpochMilli());
        assertThat(sns.getMessageAttributes()).isEmpty();
    }

    @Test
    void the_setting_names_the_topic_of_other_data() {
        var settings = Map.of("event-source-arn", "arn:aws:sns:eu-west-1:1:t");

        var sns = read(mapped(EventMapping.SNS, settings, event(Map.of(), "x"))).getSNS();

        assertThat(sns.getTopicArn()).isEqualTo("arn:aws:sns:eu-west-1:1:t");
        assertThat(sns.getTimestamp().toInstant().getMillis()).isEqualTo(Events.NOW.toEpochMilli());
    }

    @Test
    void an_event_of_sns_goes_through_as_it_is() {
        var data = "{\"Records\":[{\"EventSource\":\"aws:sns\",\"Sns\":{\"Message\":\"m\"}}]}";

        var mapped = mapped(EventMapping.SNS, event(Map.of(), data));

        assertThat(mapped.event()).isEqualTo(utf8(data));
        assertThat(mapped.recordIds()).isEmpty();
    }

    private static SNSEvent.SNSRecord read(MappedEvent mapped) {
        var records = LambdaJson.read(SNSEvent.class, mapped.event()).getRecords();
        assertThat(records).hasSize(1);
        return records.getFirst();
    }
}
