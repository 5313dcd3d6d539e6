package dev.kiln.adapters.cloudevents.reply;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import dev.kiln.adapters.Sources;
import dev.kiln.adapters.cloudevents.CloudEvent;
import dev.kiln.adapters.cloudevents.Events;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What succeeds and fails was recorded on AWS; so were the names of these scenarios. */
class BatchItemFailuresTest {

    private static final List<String> IDS = List.of("a", "b", "c");
    private static final List<CloudEvent> EVENTS =
            IDS.stream().map(id -> Events.event(new byte[0], "id", id)).toList();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "\"\"",
                "{}",
                "{\"batchItemFailures\":[]}",
                "{\"batchItemFailures\":null}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"}],\"batchItemFailures\":[]}",
            })
    void success(String result) {
        assertThat(ofMessages(result)).isEmpty();
        assertThat(ofStream(result)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
                "{\"batchItemFailures\":[{\"foo\":\"a\"}]}",
                "{\"batchItemFailures\":[{\"foo\":null}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"other\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"c\"},{\"itemIdentifier\":\"d\"}]}",
                "{\"batchItemFailures\":[\"a\"]}",
                "{\"batchItemFailures\":{}}",
                "{\"batchItemFailures\":\"a\"}",
                "{\"batchItemFailures\":[",
                "[]",
                "\"a\"",
                "7",
                "oops",
            })
    void failure_of_all(String result) {
        assertThat(ofMessages(result)).isEqualTo(EVENTS);
        assertThat(ofStream(result)).isEqualTo(EVENTS);
    }

    @Test
    void of_messages_only_those_that_are_named_come_again() {
        var response =
                new SQSBatchResponse(
                        Stream.of("c", "a", "c")
                                .map(SQSBatchResponse.BatchItemFailure::new)
                                .toList());

        assertThat(BatchItemFailures.ofMessages(json(response), IDS, EVENTS))
                .containsExactly(EVENTS.get(0), EVENTS.get(2));
    }

    @Test
    void of_a_stream_all_come_again_from_the_first_that_is_named() {
        var response =
                new StreamsEventResponse(
                        Stream.of("c", "b")
                                .map(StreamsEventResponse.BatchItemFailure::new)
                                .toList());

        assertThat(BatchItemFailures.ofStream(json(response), IDS, EVENTS))
                .containsExactly(EVENTS.get(1), EVENTS.get(2));
    }

    @Test
    void one_event_of_many_records_fails_as_a_whole() {
        var one = EVENTS.subList(0, 1);
        var result = Sources.utf8("{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}");

        assertThat(BatchItemFailures.ofMessages(result, IDS, one)).isEqualTo(one);
        assertThat(BatchItemFailures.ofStream(result, IDS, one)).isEqualTo(one);
        assertThat(BatchItemFailures.ofMessages(Sources.utf8("{}"), IDS, one)).isEmpty();
    }

    @Test
    void identifiers_are_compared_as_text() {
        var result = Sources.utf8("{\"batchItemFailures\":[{\"itemIdentifier\":\"\\u0062\"}]}");

        assertThat(BatchItemFailures.ofMessages(result, IDS, EVENTS))
                .containsExactly(EVENTS.get(1));
    }

    private static List<CloudEvent> ofMessages(String result) {
        return BatchItemFailures.ofMessages(Sources.utf8(result), IDS, EVENTS);
    }

    private static List<CloudEvent> ofStream(String result) {
        return BatchItemFailures.ofStream(Sources.utf8(result), IDS, EVENTS);
    }

    /** As the runtime writes it. */
    @SuppressWarnings("unchecked")
    private static byte[] json(Object response) {
        var bytes = new ByteArrayOutputStream();
        JacksonFactory.getInstance()
                .getSerializer((Class<Object>) response.getClass())
                .toJson(response, bytes);
        return bytes.toByteArray();
    }
}
