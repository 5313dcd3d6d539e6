package dev.kiln.adapters.cloudevents.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.RabbitMQEvent;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.kiln.adapters.JsonText;
import dev.kiln.adapters.LambdaJson;
import dev.kiln.adapters.cloudevents.CloudEvent;
import dev.kiln.adapters.json.JsonValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes: an event that AWS's classes can read, or a refusal that says why. */
class HostileEventsTest {

    private static final String KINESIS = "com.amazon.kinesis.stream_record";

    /** What stands in place of any value, in turn. */
    private static final List<String> VALUES =
            List.of(
                    "null",
                    "true",
                    "-1",
                    "1e999999999",
                    "123456789012345678901234567890",
                    "\"\"",
                    "\"\\ud800\"",
                    "\"0001-01-01T00:00:00Z\"",
                    "\"+999999999-12-31T23:59:59Z\"",
                    "[]",
                    "[[]]",
                    "[null]",
                    "{}",
                    "{\"type\":null}",
                    "{\"\":{\"\":{}}}");

    private static final Map<EventMapping, Class<?>> CLASSES =
            Map.of(
                    EventMapping.SQS, SQSEvent.class,
                    EventMapping.SNS, SNSEvent.class,
                    EventMapping.KINESIS, KinesisEvent.class,
                    EventMapping.DYNAMODB, DynamodbEvent.class,
                    EventMapping.KAFKA, KafkaEvent.class,
                    EventMapping.RABBITMQ, RabbitMQEvent.class);

    @ParameterizedTest(name = "{0}")
    @MethodSource("objects")
    void any_value_in_any_place(Events.Sample sample) {
        var places = Places.in(sample.event().data());

        for (var place : places.values()) {
            for (var value : VALUES) {
                require(sample.mapping(), Events.with(sample.event(), places.with(place, value)));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("objects")
    void any_member_missing_or_there_twice(Events.Sample sample) {
        var places = Places.in(sample.event().data());

        for (var place : places.names()) {
            var name = places.text(place);
            for (var other : List.of("\"zz\"", "\"\\ud800\"", name + ":null," + name)) {
                require(sample.mapping(), Events.with(sample.event(), places.with(place, other)));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.kiln.adapters.cloudevents.mapping.Events#samples")
    void any_attribute_missing_or_odd(Events.Sample sample) {
        for (var name : sample.event().attributes().keySet()) {
            for (var value : List.of("", "\ud800", "#", "arn:aws:s3:::", "-1", "9".repeat(40))) {
                require(sample.mapping(), Events.with(sample.event(), name, value));
            }
            var without = new LinkedHashMap<>(sample.event().attributes());
            without.remove(name);
            require(sample.mapping(), new CloudEvent(without, sample.event().data()));
        }
    }

    @Property(tries = 3000)
    void any_bytes(@ForAll("samples") Events.Sample sample, @ForAll long seed) {
        var random = new Random(seed);
        var data = sample.event().data().clone();
        for (var i = random.nextInt(4); i >= 0; i--) {
            data[random.nextInt(data.length)] = (byte) random.nextInt(256);
        }
        var cut = random.nextBoolean() ? data.length : random.nextInt(data.length + 1);

        require(sample.mapping(), Events.with(sample.event(), Arrays.copyOf(data, cut)));
    }

    @Property(tries = 500)
    void any_sample_for_any_handler(
            @ForAll("samples") Events.Sample sample, @ForAll EventMapping mapping) {
        require(mapping, sample.event());
    }

    /** What took more time for each member the more there are would take minutes. */
    @Test
    @Timeout(60)
    void much_of_anything() {
        var many =
                IntStream.range(0, 50_000)
                        .mapToObj(it -> "\"" + it + "\":{\"N\":\"1\"}")
                        .collect(Collectors.joining(",", "{", "}"));

        for (var data :
                List.of(
                        "{\"dynamodb\":{\"Keys\":" + many + "}}",
                        "{\"Body\":\"\",\"MessageAttributes\":" + many + "}",
                        "{\"Message\":\"\",\"TopicArn\":\"\",\"MessageId\":\"\","
                                + many.substring(1),
                        "{\"Body\":" + many + ",\"Data\":" + many + "}",
                        "{\"Body\":".repeat(90_000) + "1" + "}".repeat(90_000),
                        "[".repeat(1_000_000),
                        "{\"Attributes\":{\"" + "x".repeat(100_000) + "\":1},\"Body\":\"\"}",
                        "{\"Body\":\"" + "\\u00e4\\n".repeat(200_000) + "\"}")) {
            for (var mapping : EventMapping.values()) {
                var type = mapping == EventMapping.SQS ? "aws.sqs.message" : KINESIS;
                mapped(mapping, Events.event(Map.of("type", type), data));
            }
        }
    }

    static List<Events.Sample> objects() {
        return Events.samples().stream()
                .filter(it -> new EventData(it.event()).object().isPresent())
                .toList();
    }

    @Provide
    Arbitrary<Events.Sample> samples() {
        return Arbitraries.of(Events.samples());
    }

    private static void require(EventMapping mapping, CloudEvent event) {
        var mapped = mapped(mapping, event);
        if (mapped.isEmpty()) {
            return;
        }
        assertThat(mapped.get().sources()).containsExactly(event);
        assertThat(JsonText.parse(mapped.get().clientContext())).isInstanceOf(Map.class);
        var isUntouched = mapped.get().event() == event.data();
        if (isUntouched) {
            return;
        }
        // What is copied as it is may have a name twice.
        assertThat(JsonValue.parse(mapped.get().event())).isPresent();
        if (CLASSES.containsKey(mapping)) {
            LambdaJson.read(CLASSES.get(mapping), mapped.get().event());
        } else if (mapping == EventMapping.S3 && event.type().startsWith("dev.knative")) {
            LambdaJson.read(S3Event.class, mapped.get().event());
        } else if (mapping == EventMapping.EVENTBRIDGE && event.type().startsWith("dev.knative")) {
            LambdaJson.read(ScheduledEvent.class, mapped.get().event());
        }
    }

    /** Empty if it is refused. */
    private static Optional<MappedEvent> mapped(EventMapping mapping, CloudEvent event) {
        try {
            return Optional.of(
                    Events.mapper(mapping, Map.of("event-bucket", "images"))
                            .map(List.of(event))
                            .getFirst());
        } catch (UnmappableEventException e) {
            assertThat(e.status()).isIn(400, 422);
            assertThat(e.getMessage()).endsWith(".").hasSizeLessThan(1000);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new AssertionError(Events.text(event.data()), e);
        }
    }
}
