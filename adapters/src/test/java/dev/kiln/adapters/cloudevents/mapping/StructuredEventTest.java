package dev.kiln.adapters.cloudevents.mapping;

import static dev.kiln.adapters.cloudevents.mapping.Events.event;
import static dev.kiln.adapters.cloudevents.mapping.Events.mapped;
import static dev.kiln.adapters.cloudevents.mapping.Events.sample;
import static dev.kiln.adapters.cloudevents.mapping.Events.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredEventTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.kiln.adapters.cloudevents.mapping.Events#samples")
    void the_sdk_reads_the_event_that_came(Events.Sample sample) {
        var came = sample.event();

        var read = read(came);

        for (var attribute : came.attributes().entrySet()) {
            var name = attribute.getKey();
            var value =
                    read.getAttributeNames().contains(name)
                            ? read.getAttribute(name)
                            : read.getExtension(name);
            if (name.equals("time")) {
                assertThat(value).isEqualTo(OffsetDateTime.parse(attribute.getValue()));
            } else {
                assertThat(value).as(name).asString().isEqualTo(attribute.getValue());
            }
        }
        // The SDK's JSON library spells numbers anew.
        assertThat(text(dataOf(read))).isEqualTo(text(came.data()).replace("1.50", "1.5"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/octet-stream", "text/plain; charset=iso-8859-1", "", "a/b"})
    void bytes_stay_what_they_are_whatever_the_content_type(String type) {
        var data = "Grüße".getBytes(StandardCharsets.ISO_8859_1);

        var read = read(typed(type, data));

        assertThat(dataOf(read)).isEqualTo(data);
    }

    @Test
    void data_that_only_claims_to_be_json_stays_what_it_is() {
        var read = read(event(Map.of("datacontenttype", "application/json"), "{\"a\":"));

        assertThat(text(dataOf(read))).isEqualTo("{\"a\":");
    }

    @Test
    void text_without_a_content_type_is_not_taken_for_a_json_string() {
        assertThat(text(dataOf(read(event(Map.of(), "hello"))))).isEqualTo("hello");
    }

    @Test
    void numbers_and_text_keep_their_spelling() {
        var data = "{\"price\": 1.50, \"big\": 12345678901234567890.0, \"text\": \"\\u00e4\"}";

        var mapped = mapped(EventMapping.CLOUDEVENT, typed("application/json", Events.utf8(data)));

        assertThat(text(mapped.event())).endsWith(",\"data\":" + data + "}");
    }

    @Test
    void an_event_without_data_has_no_data() {
        assertThat(read(event(Map.of(), "")).getData()).isNull();
    }

    @Test
    void a_header_that_is_called_like_the_data_is_no_attribute() {
        var event = event(Map.of("data", "x", "data_base64", "eA=="), "{}");

        assertThat(text(mapped(EventMapping.CLOUDEVENT, event).event()))
                .isEqualTo(
                        "{\"specversion\":\"1.0\",\"id\":\"A234\",\"source\":\"/mycontext\","
                                + "\"type\":\"com.example.someevent\",\"data\":{}}");
    }

    @Test
    void each_event_of_a_batch_is_one_of_its_own() {
        var mapper = Events.mapper(EventMapping.CLOUDEVENT, Map.of());

        var mapped = Events.map(mapper, List.of(sample("ping-source"), sample("kafka-source")));

        assertThat(mapped).hasSize(2);
        assertThat(mapped.get(1).sources().getFirst().id()).isEqualTo("partition:3/offset:15");
    }

    private static CloudEvent typed(String type, byte[] data) {
        var attributes = new LinkedHashMap<String, String>();
        if (!type.isEmpty()) {
            attributes.put("datacontenttype", type);
        }
        return event(attributes, data);
    }

    private static byte[] dataOf(io.cloudevents.CloudEvent event) {
        return Optional.ofNullable(event.getData()).orElseThrow().toBytes();
    }

    private static io.cloudevents.CloudEvent read(CloudEvent event) {
        return new JsonFormat().deserialize(mapped(EventMapping.CLOUDEVENT, event).event());
    }
}
