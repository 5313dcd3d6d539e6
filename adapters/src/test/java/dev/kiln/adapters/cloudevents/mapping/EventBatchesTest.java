package dev.kiln.adapters.cloudevents.mapping;

import static dev.kiln.adapters.cloudevents.mapping.Events.event;
import static dev.kiln.adapters.cloudevents.mapping.Events.map;
import static dev.kiln.adapters.cloudevents.mapping.Events.mapper;
import static dev.kiln.adapters.cloudevents.mapping.Events.sample;
import static dev.kiln.adapters.cloudevents.mapping.Events.text;
import static dev.kiln.adapters.cloudevents.mapping.Events.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.kiln.adapters.JsonText;
import dev.kiln.adapters.LambdaJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventBatchesTest {

    @Test
    void events_of_a_batch_are_records_of_one_event_in_order() {
        var first = sample("integration-sqs");
        var second = sample("awssqs-source");
        var third = sample("triggermesh-sqs");

        var mapped = map(mapper(EventMapping.SQS, Map.of()), List.of(first, second, third));

        assertThat(mapped).hasSize(1);
        assertThat(mapped.getFirst().sources()).hasSize(3);
        assertThat(mapped.getFirst().recordIds())
                .containsExactly(
                        "9DB2C3A4E5F6071-0000000000000001",
                        "d9144555-9a4f-4ec3-99a0-fc4e625a8db2",
                        "m-2");
        assertThat(LambdaJson.read(SQSEvent.class, mapped.getFirst().event()).getRecords())
                .extracting(SQSEvent.SQSMessage::getMessageId)
                .containsExactlyElementsOf(mapped.getFirst().recordIds());
    }

    @Test
    void what_has_records_already_is_not_taken_apart_for_a_batch() {
        var whole = event(Map.of("id", "w"), "{\"Records\":[{\"messageId\":\"x\"}]}");
        var body = sample("integration-sqs");

        var mapped = map(mapper(EventMapping.SQS, Map.of()), List.of(body, whole, body));

        assertThat(mapped).hasSize(3);
        assertThat(text(mapped.get(1).event())).isEqualTo(text(whole.data()));
        assertThat(mapped.get(1).recordIds()).containsExactly("x");
        assertThat(mapped.get(2).recordIds()).containsExactly(body.id());
    }

    @Test
    void one_event_that_cannot_be_mapped_stops_all() {
        var mapper = mapper(EventMapping.DYNAMODB, Map.of());
        var good = sample("triggermesh-dynamodb");

        assertThatThrownBy(() -> mapper.map(List.of(good, with(good, Events.utf8("{}")))))
                .isInstanceOf(UnmappableEventException.class);
    }

    @Test
    void handlers_of_anything_else_are_called_for_each() {
        var mapper = mapper(EventMapping.RAW, Map.of());

        var mapped = map(mapper, List.of(event(Map.of(), "1"), event(Map.of(), "2")));

        assertThat(mapped).extracting(it -> text(it.event())).containsExactly("1", "2");
    }

    @Test
    void the_client_context_has_all_attributes_of_an_event() {
        var event =
                event(
                        Map.of("kind", "Pod", "datacontenttype", "text/plain", "note", "ä\"\ud800"),
                        "x");

        assertThat(JsonText.parse(ClientContexts.of(List.of(event))))
                .isEqualTo(
                        Map.of(
                                "custom",
                                Map.of(
                                        "specversion", "1.0",
                                        "id", "A234",
                                        "source", "/mycontext",
                                        "type", "com.example.someevent",
                                        "datacontenttype", "text/plain",
                                        "kind", "Pod",
                                        "note", "ä\"?")));
    }

    @Test
    void the_client_context_of_a_batch_has_what_all_events_share() {
        var first = event(Map.of("id", "1", "a", "x", "b", "y"), "");
        var second = event(Map.of("id", "2", "a", "x", "b", "z", "c", "w"), "");

        assertThat(JsonText.parse(ClientContexts.of(List.of(first, second))))
                .isEqualTo(
                        Map.of(
                                "custom",
                                Map.of(
                                        "specversion", "1.0",
                                        "source", "/mycontext",
                                        "type", "com.example.someevent",
                                        "a", "x")));
    }
}
