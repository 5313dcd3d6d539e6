package dev.kiln.adapters.cloudevents.mapping;

import static dev.kiln.adapters.cloudevents.mapping.Events.event;
import static dev.kiln.adapters.cloudevents.mapping.Events.mapped;
import static dev.kiln.adapters.cloudevents.mapping.Events.sample;
import static dev.kiln.adapters.cloudevents.mapping.Events.text;
import static dev.kiln.adapters.cloudevents.mapping.Events.utf8;
import static dev.kiln.adapters.cloudevents.mapping.Events.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.RabbitMQEvent;
import dev.kiln.adapters.LambdaJson;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RabbitmqMessagesTest {

    @Test
    void a_message_that_a_source_made_an_event_becomes_a_message_again() {
        var event = read(mapped(EventMapping.RABBITMQ, sample("rabbitmq-source")));

        assertThat(event.getEventSource()).isEqualTo("aws:rmq");
        assertThat(event.getEventSourceArn()).isEmpty();
        assertThat(event.getRmqMessagesByQueue()).containsOnlyKeys("q1::/");
        var message = event.getRmqMessagesByQueue().get("q1::/").getFirst();
        assertThat(text(Base64.getDecoder().decode(utf8(message.getData()))))
                .isEqualTo("Hello rabbitmq!");
        assertThat(message.getRedelivered()).isFalse();
        var properties = message.getBasicProperties();
        assertThat(properties.getContentType()).isEqualTo("text/plain");
        assertThat(properties.getMessageId()).isEqualTo("f00c1f52");
        assertThat(properties.getTimestamp()).isEqualTo("Dec 18, 2020, 1:15:20 AM");
        assertThat(properties.getBodySize()).isEqualTo(15);
        assertThat(properties.getHeaders()).isNull();
        assertThat(properties.getContentEncoding()).isNull();
        assertThat(properties.getCorrelationId()).isNull();
        assertThat(properties.getReplyTo()).isNull();
        assertThat(properties.getType()).isNull();
        assertThat(properties.getUserId()).isNull();
        assertThat(properties.getAppId()).isNull();
        assertThat(properties.getClusterId()).isNull();
    }

    @Test
    void times_are_spelt_as_aws_does() {
        // From AWS's own sample.
        var event = with(sample("rabbitmq-source"), "time", "1970-01-01T01:33:41+01:00");

        assertThat(message(mapped(EventMapping.RABBITMQ, event)).getBasicProperties())
                .extracting(RabbitMQEvent.BasicProperties::getTimestamp)
                .isEqualTo("Jan 1, 1970, 12:33:41 AM");
    }

    @Test
    void settings_name_the_broker_and_its_virtual_host() {
        var arn = "arn:aws:mq:us-west-2:1:broker:test:b-9bcfa592";
        var settings = Map.of("event-source-arn", arn, "event-virtual-host", "shop");

        var event = read(mapped(EventMapping.RABBITMQ, settings, sample("rabbitmq-source")));

        assertThat(event.getEventSourceArn()).isEqualTo(arn);
        assertThat(event.getRmqMessagesByQueue()).containsOnlyKeys("q1::shop");
    }

    @Test
    void messages_of_a_batch_are_sorted_by_queue_in_order() {
        var other = event(Map.of("source", "/x/y#q2", "id", "2"), "b");
        var again = with(sample("rabbitmq-source"), "id", "3");

        var event = read(mapped(EventMapping.RABBITMQ, sample("rabbitmq-source"), other, again));

        assertThat(event.getRmqMessagesByQueue()).containsOnlyKeys("q1::/", "q2::/");
        assertThat(event.getRmqMessagesByQueue().get("q1::/"))
                .extracting(it -> it.getBasicProperties().getMessageId())
                .containsExactly("f00c1f52", "3");
    }

    @Test
    void an_event_of_rabbitmq_goes_through_as_it_is() {
        var data = "{\"rmqMessagesByQueue\":{\"q::/\":[]}}";

        assertThat(text(mapped(EventMapping.RABBITMQ, event(Map.of(), data)).event()))
                .isEqualTo(data);
    }

    private static RabbitMQEvent.RabbitMessage message(MappedEvent mapped) {
        return read(mapped).getRmqMessagesByQueue().get("q1::/").getFirst();
    }

    private static RabbitMQEvent read(MappedEvent mapped) {
        return LambdaJson.read(RabbitMQEvent.class, mapped.event());
    }
}
