package dev.kiln.adapters.cloudevents.mapping;

import static dev.kiln.adapters.cloudevents.mapping.Events.event;
import static dev.kiln.adapters.cloudevents.mapping.Events.mapped;
import static dev.kiln.adapters.cloudevents.mapping.Events.sample;
import static dev.kiln.adapters.cloudevents.mapping.Events.text;
import static dev.kiln.adapters.cloudevents.mapping.Events.utf8;
import static dev.kiln.adapters.cloudevents.mapping.Events.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import dev.kiln.adapters.LambdaJson;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaRecordsTest {

    @Test
    void a_record_that_a_source_made_an_event_becomes_a_record_again() {
        var event = read(mapped(EventMapping.KAFKA, sample("kafka-source")));

        assertThat(event.getEventSource()).isEqualTo("aws:kafka");
        assertThat(event.getEventSourceArn()).isEmpty();
        assertThat(event.getBootstrapServers()).isEmpty();
        assertThat(event.getRecords()).containsOnlyKeys("mytopic-3");
        var record = event.getRecords().get("mytopic-3").getFirst();
        assertThat(record.getTopic()).isEqualTo("mytopic");
        assertThat(record.getPartition()).isEqualTo(3);
        assertThat(record.getOffset()).isEqualTo(15);
        assertThat(record.getTimestamp())
                .isEqualTo(Instant.parse("2020-08-03T18:55:20.837Z").toEpochMilli());
        assertThat(record.getTimestampType()).isEqualTo("CREATE_TIME");
        assertThat(decoded(record.getKey())).isEqualTo("k1");
        assertThat(decoded(record.getValue())).isEqualTo("Hello from Kafka !!");
        assertThat(headers(record)).isEqualTo(Map.of("h1", "v1é", "content-type", "text/plain"));
    }

    @Test
    void an_event_that_was_one_in_kafka_stands_where_the_data_plane_says() {
        var event = read(mapped(EventMapping.KAFKA, sample("kafka-forwarded")));

        assertThat(event.getRecords()).containsOnlyKeys("orders.v1-1");
        var record = event.getRecords().get("orders.v1-1").getFirst();
        assertThat(record.getOffset()).isEqualTo(7);
        assertThat(record.getKey()).isNull();
        assertThat(decoded(record.getValue())).isEqualTo("{\"n\":1}");
        assertThat(headers(record))
                .isEqualTo(
                        Map.of(
                                "ce_specversion", "1.0",
                                "ce_id", "A234",
                                "ce_type", "com.acme.order",
                                "ce_source", "/orders",
                                "ce_time", "2020-08-03T18:55:20Z",
                                "content-type", "application/json"));
    }

    @Test
    void the_subject_tells_too_where_a_record_stands() {
        var event = with(sample("kafka-source"), "id", "another");

        assertThat(read(mapped(EventMapping.KAFKA, event)).getRecords())
                .containsOnlyKeys("mytopic-3");
    }

    @Test
    void settings_name_the_cluster() {
        var arn = "arn:aws:kafka:eu-west-1:1:cluster/c/1";
        var servers = Map.of("event-bootstrap-servers", "b-1:9092,b-2:9092");
        var both = Map.of("event-bootstrap-servers", "b-1:9092", "event-source-arn", arn);

        var own = read(mapped(EventMapping.KAFKA, servers, sample("kafka-source")));
        var managed = read(mapped(EventMapping.KAFKA, both, sample("kafka-source")));

        assertThat(own.getEventSource()).isEqualTo("SelfManagedKafka");
        assertThat(own.getBootstrapServers()).isEqualTo("b-1:9092,b-2:9092");
        assertThat(managed.getEventSource()).isEqualTo("aws:kafka");
        assertThat(managed.getEventSourceArn()).isEqualTo(arn);
        assertThat(managed.getBootstrapServers()).isEqualTo("b-1:9092");
    }

    @Test
    void records_of_a_batch_are_sorted_by_partition_in_order() {
        var third = with(sample("kafka-source"), "id", "partition:3/offset:16");

        var event =
                read(
                        mapped(
                                EventMapping.KAFKA,
                                sample("kafka-source"),
                                sample("kafka-forwarded"),
                                third));

        assertThat(event.getRecords()).containsOnlyKeys("mytopic-3", "orders.v1-1");
        assertThat(event.getRecords().get("mytopic-3"))
                .extracting(KafkaEvent.KafkaEventRecord::getOffset)
                .containsExactly(15L, 16L);
    }

    @Test
    void an_event_that_stands_nowhere_is_refused() {
        assertThatThrownBy(() ->
                        Events.mapper(EventMapping.KAFKA, Map.of())
                                .map(List.of(event(Map.of(), "x"))))
                .isInstanceOfSatisfying(
                        UnmappableEventException.class,
                        it -> assertThat(it.status()).isEqualTo(422))
                .hasMessageContaining("knativekafkapartition");
    }

    @Test
    void an_event_of_kafka_goes_through_as_it_is() {
        var data = "{\"eventSource\":\"aws:kafka\",\"records\":{\"t-0\":[{\"offset\":1}]}}";

        assertThat(text(mapped(EventMapping.KAFKA, event(Map.of(), data)).event())).isEqualTo(data);
    }

    private static Map<String, String> headers(KafkaEvent.KafkaEventRecord record) {
        var headers = new LinkedHashMap<String, String>();
        for (var header : record.getHeaders()) {
            header.forEach((name, value) -> headers.put(name, text(value)));
        }
        return headers;
    }

    private static String decoded(String base64) {
        return text(Base64.getDecoder().decode(utf8(base64)));
    }

    private static KafkaEvent read(MappedEvent mapped) {
        return LambdaJson.read(KafkaEvent.class, mapped.event());
    }
}
