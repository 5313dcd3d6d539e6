package dev.kiln.adapters.cloudevents.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.RabbitMQEvent;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification;
import dev.kiln.adapters.HandlerInput;
import io.cloudevents.core.v1.CloudEventV1;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventMappersTest {

    static class OurQueue extends SQSEvent {
        private static final long serialVersionUID = 1L;
    }

    static class OurScheduledEvent {}

    static class Nightly extends OurScheduledEvent {}

    record Order(String id) {}

    @Test
    void the_declared_type_says_what_an_event_becomes() {
        requireMapping(SQSEvent.class, EventMapping.SQS);
        requireMapping(OurQueue.class, EventMapping.SQS);
        requireMapping(SNSEvent.class, EventMapping.SNS);
        requireMapping(S3Event.class, EventMapping.S3);
        requireMapping(S3EventNotification.class, EventMapping.S3);
        requireMapping(KinesisEvent.class, EventMapping.KINESIS);
        requireMapping(KinesisTimeWindowEvent.class, EventMapping.KINESIS);
        requireMapping(DynamodbEvent.class, EventMapping.DYNAMODB);
        requireMapping(DynamodbTimeWindowEvent.class, EventMapping.DYNAMODB);
        requireMapping(KafkaEvent.class, EventMapping.KAFKA);
        requireMapping(RabbitMQEvent.class, EventMapping.RABBITMQ);
        requireMapping(ScheduledEvent.class, EventMapping.EVENTBRIDGE);
        requireMapping(OurScheduledEvent.class, EventMapping.EVENTBRIDGE);
        requireMapping(Nightly.class, EventMapping.EVENTBRIDGE);
        requireMapping(io.cloudevents.CloudEvent.class, EventMapping.CLOUDEVENT);
        requireMapping(CloudEventV1.class, EventMapping.CLOUDEVENT);
    }

    @Test
    void all_other_types_get_the_data() {
        requireMapping(InputStream.class, EventMapping.RAW);
        requireMapping(Map.class, EventMapping.RAW);
        requireMapping(String.class, EventMapping.RAW);
        requireMapping(Order.class, EventMapping.RAW);
        requireMapping(void.class, EventMapping.RAW);
        requireMapping(APIGatewayV2HTTPEvent.class, EventMapping.RAW);
    }

    @Test
    void the_setting_counts_more() {
        var mapper =
                EventMappers.of(
                        Optional.of(EventMapping.SQS), input(Map.class), Events.settings(Map.of()));

        assertThat(mapper.mapping()).isEqualTo(EventMapping.SQS);
        assertThat(EventMappers.choose(Optional.of(EventMapping.RAW), input(SQSEvent.class)))
                .isEqualTo(EventMapping.RAW);
    }

    @Test
    void settings_of_other_mappings_are_known_to_change_nothing() {
        var made =
                Map.of(
                        "event-bucket", "images",
                        "event-source-arn", "arn:aws:sqs:eu-west-1:1:q",
                        "event-virtual-host", "shop",
                        "event-shapes", "x=data");

        assertThat(EventMappers.withoutEffect(EventMapping.SQS, it -> value(made, it)))
                .containsExactly("event-bucket", "event-virtual-host");
        assertThat(EventMappers.withoutEffect(EventMapping.RAW, it -> value(made, it)))
                .containsExactly(
                        "event-bucket", "event-shapes", "event-source-arn", "event-virtual-host");
        assertThat(EventMappers.withoutEffect(EventMapping.RABBITMQ, it -> value(made, it)))
                .containsExactly("event-bucket", "event-shapes");
    }

    @ParameterizedTest
    @CsvSource({
        "event-source-arn, orders, arn:partition:service:region:account:resource",
        "event-bucket, s3://images, a bucket's name",
        "event-shapes, dev.x.y, pattern=shape",
        "event-shapes, dev.x.y=queue, 'schedule, sqs-message, s3-object, kinesis-record, data'",
        "event-shapes, =data, pattern=shape"
    })
    void a_setting_that_cannot_be_meant_is_refused(String name, String value, String rule) {
        assertThatThrownBy(() -> Events.settings(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "' is '" + value + "'")
                .hasMessageContaining(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.acme.tick", "com.acme.*", "*tick", "*", "type:com.*ick"})
    void a_pattern_has_asterisks_for_any_text(String pattern) {
        assertThat(shape(pattern + "=schedule")).isEqualTo(EventShape.SCHEDULE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.acme.tic", "com?acme.tick", "com.acme.tick.*", "source:com*", ""})
    void a_pattern_fits_the_whole_attribute(String pattern) {
        assertThat(shape((pattern.isEmpty() ? "x" : pattern) + "=schedule"))
                .isEqualTo(EventShape.DATA);
    }

    @Test
    void the_first_pattern_that_fits_counts() {
        assertThat(shape("com.acme.tick=s3-object, *=schedule")).isEqualTo(EventShape.S3_OBJECT);
        assertThat(shape("subject:a=b*=schedule")).isEqualTo(EventShape.SCHEDULE);
    }

    private static EventShape shape(String setting) {
        var event = Events.event(Map.of("type", "com.acme.tick", "subject", "a=b/c"), "");
        return Events.settings(Map.of("event-shapes", setting)).shapes().of(event);
    }

    private static Optional<String> value(Map<String, String> made, String name) {
        return Optional.ofNullable(made.get(name));
    }

    private static void requireMapping(Class<?> type, EventMapping mapping) {
        var mapper = EventMappers.of(Optional.empty(), input(type), Events.settings(Map.of()));
        assertThat(mapper.mapping()).as(type.getName()).isEqualTo(mapping);
        assertThat(mapper.warning().isPresent()).isEqualTo(mapping == EventMapping.S3);
    }

    private static HandlerInput input(Class<?> type) {
        var names = new HashSet<String>();
        collect(type, names);
        return new HandlerInput(Set.of(), type.getName(), names);
    }

    private static void collect(Class<?> type, Set<String> names) {
        names.add(type.getName());
        for (var parent : List.of(type.getInterfaces())) {
            collect(parent, names);
        }
        if (type.getSuperclass() != null) {
            collect(type.getSuperclass(), names);
        }
    }
}
