package dev.kiln.frontdoor.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kiln.frontdoor.Until;
import dev.kiln.frontdoor.http.Caller.Reply;
import dev.kiln.frontdoor.http.Wire;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.report.EventReport.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several events in one request. */
class BatchesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void they_run_one_after_the_other_in_their_order() {
        try (var events = new TestEvents()) {
            var running = new ArrayList<CompletableFuture<Outcome>>();
            events.runs(_ -> {
                assertThat(running).allMatch(CompletableFuture::isDone);
                var outcome = new CompletableFuture<Outcome>();
                running.add(outcome);
                CompletableFuture.runAsync(() -> outcome.complete(TestEvents.result("1")));
                return outcome;
            });

            var reply = events.sendBatch("a", "b", "c");

            assertThat(reply.status()).isEqualTo(202);
            assertThat(reply.body()).isEmpty();
            assertThat(events.got()).containsExactly("\"a\"", "\"b\"", "\"c\"");
        }
    }

    @Test
    void an_empty_one_is_done() {
        try (var events = new TestEvents()) {
            assertThat(events.sendBatch().status()).isEqualTo(202);
            assertThat(events.got()).isEmpty();
        }
    }

    @Test
    void none_is_run_if_one_is_malformed() {
        try (var events = new TestEvents()) {
            var body = TestEvents.batch("a", "b").replace("\"id\":\"b\",", "");

            var reply = send(events, body);

            assertThat(reply.status()).isEqualTo(400);
            assertThat(events.got()).isEmpty();
            assertThat(events.results()).containsExactly(Result.MALFORMED);
        }
    }

    @Test
    void none_is_run_if_one_cannot_be_mapped() {
        try (var events = new TestEvents("event-mapping", "s3")) {
            var reply = events.sendBatch("a", "b");

            assertThat(reply.status()).isEqualTo(422);
            assertThat(events.got()).isEmpty();
            assertThat(events.results()).containsExactly(Result.UNMAPPABLE, Result.UNMAPPABLE);
        }
    }

    @Test
    void they_can_be_switched_off() {
        try (var events = new TestEvents("event-batches", "false")) {
            assertThat(events.sendBatch("a").status()).isIn(400, 415);
            assertThat(events.got()).isEmpty();
        }
    }

    @Test
    void what_failed_is_named_and_the_rest_is_not_run_again() throws IOException {
        try (var events = new TestEvents()) {
            events.gives(event ->
                    event.equals("\"b\"") ? TestEvents.error() : TestEvents.result("null"));
            var first = events.sendBatch("a", "b", "c");
            events.gives(_ -> TestEvents.result("null"));

            var second = events.sendBatch("a", "b", "c");

            assertThat(first.status()).isEqualTo(500);
            assertThat(failed(first)).containsExactly("b");
            assertThat(second.status()).isEqualTo(202);
            assertThat(events.got()).containsExactly("\"a\"", "\"b\"", "\"c\"", "\"b\"");
            assertThat(events.results())
                    .containsExactly(
                            Result.ACCEPTED,
                            Result.FAILED,
                            Result.ACCEPTED,
                            Result.DUPLICATE,
                            Result.DUPLICATE,
                            Result.ACCEPTED);
        }
    }

    @Test
    void what_went_well_is_remembered_for_a_time() {
        try (var events = new TestEvents("batch-memory", "1ms")) {
            events.gives(event ->
                    event.equals("\"b\"") ? TestEvents.error() : TestEvents.result("null"));
            events.sendBatch("a", "b");

            Until.holds(() -> {
                events.sendBatch("a", "b");
                return events.got().stream().filter("\"a\""::equals).count() == 2;
            });
        }
    }

    @Test
    void a_batch_that_went_well_may_come_again() {
        try (var events = new TestEvents()) {
            events.sendBatch("a");
            events.sendBatch("a");

            assertThat(events.got()).hasSize(2);
        }
    }

    @Test
    void where_there_is_no_room_the_rest_is_not_tried() throws IOException {
        try (var events = new TestEvents()) {
            events.gives(event ->
                    event.equals("\"a\"") ? TestEvents.result("null") : TestEvents.throttled());

            var some = events.sendBatch("a", "b", "c");
            var none = events.sendBatch("d", "e");

            assertThat(some.status()).isEqualTo(500);
            assertThat(failed(some)).containsExactly("b", "c");
            assertThat(none.status()).isEqualTo(429);
            assertThat(none.header("retry-after")).isPresent();
            assertThat(events.got()).containsExactly("\"a\"", "\"b\"", "\"d\"");
            assertThat(events.results())
                    .containsExactly(
                            Result.ACCEPTED,
                            Result.THROTTLED,
                            Result.THROTTLED,
                            Result.THROTTLED,
                            Result.THROTTLED);
        }
    }

    @Test
    void a_handler_of_records_gets_one_event_with_all() throws IOException {
        try (var events = new TestEvents("event-mapping", "sqs")) {
            var reply = events.sendBatch("a", "b", "c");

            assertThat(reply.status()).isEqualTo(202);
            assertThat(events.got()).hasSize(1);
            var records = JSON.readTree(events.got().getFirst()).get("Records");
            assertThat(records.findValuesAsText("messageId")).containsExactly("a", "b", "c");
        }
    }

    @Test
    void a_handler_of_records_says_which_failed() throws IOException {
        try (var events =
                new TestEvents("event-mapping", "sqs", "report-batch-item-failures", "true")) {
            events.gives(
                    _ -> TestEvents.result("{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}"));
            var first = events.sendBatch("a", "b", "c");
            events.gives(_ -> TestEvents.result("{\"batchItemFailures\":[]}"));

            var second = events.sendBatch("a", "b", "c");

            assertThat(first.status()).isEqualTo(500);
            assertThat(failed(first)).containsExactly("b");
            assertThat(second.status()).isEqualTo(202);
            var records = JSON.readTree(events.got().getLast()).get("Records");
            assertThat(records.findValuesAsText("messageId")).containsExactly("b");
            assertThat(events.results())
                    .containsExactly(
                            Result.ACCEPTED,
                            Result.FAILED,
                            Result.ACCEPTED,
                            Result.DUPLICATE,
                            Result.DUPLICATE,
                            Result.ACCEPTED);
        }
    }

    @Test
    void of_a_stream_what_stands_behind_a_failure_failed_too() throws IOException {
        try (var events =
                new TestEvents("event-mapping", "kinesis", "report-batch-item-failures", "true")) {
            events.gives(
                    _ -> TestEvents.result("{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}"));

            var reply = events.sendBatch("a", "b", "c");

            assertThat(failed(reply)).containsExactly("b", "c");
        }
    }

    @Test
    void a_handler_of_records_that_throws_is_told_by_its_own_error() throws IOException {
        try (var events = new TestEvents("event-mapping", "sqs")) {
            events.gives(_ -> TestEvents.error());

            var reply = events.sendBatch("a", "b");

            assertThat(reply.status()).isEqualTo(500);
            assertThat(JSON.readTree(reply.body()).get("errorType").asText()).isEqualTo("a.B");
        }
    }

    @Test
    void a_sender_who_hangs_up_has_the_rest_left_alone() throws IOException {
        try (var events = new TestEvents()) {
            var second = new CompletableFuture<Outcome>();
            events.runs(it ->
                    TestEvents.text(it).equals("\"a\"")
                            ? CompletableFuture.completedFuture(TestEvents.result("null"))
                            : second);
            try (var wire = new Wire(events.port())) {
                var body = TestEvents.batch("a", "b", "c");
                wire.send(
                        "POST / HTTP/1.1\r\nHost: a\r\n"
                                + "Content-Type: application/cloudevents-batch+json\r\n"
                                + "Content-Length: "
                                + body.length()
                                + "\r\n\r\n"
                                + body);
                Until.holds(() -> events.got().size() == 2);
            }
            Until.holds(second::isCancelled);
            Until.holds(() -> events.results().size() == 3);
            events.gives(_ -> TestEvents.result("null"));

            var again = events.sendBatch("a", "b", "c");

            assertThat(again.status()).isEqualTo(202);
            assertThat(events.got()).containsExactly("\"a\"", "\"b\"", "\"b\"", "\"c\"");
        }
    }

    @Test
    void a_large_one_takes_no_stack() {
        try (var events = new TestEvents()) {
            var ids = IntStream.range(0, 20_000).mapToObj(Integer::toString).toArray(String[]::new);

            assertThat(events.sendBatch(ids).status()).isEqualTo(202);

            assertThat(events.got()).hasSize(20_000);
        }
    }

    @Test
    void each_has_its_own_attributes_and_its_own_id() {
        try (var events = new TestEvents()) {
            events.sendBatch("a", "b");

            assertThat(events.invocations())
                    .extracting(it -> it.clientContext().orElseThrow())
                    .satisfiesExactly(
                            it -> assertThat(it).contains("\"id\":\"a\""),
                            it -> assertThat(it).contains("\"id\":\"b\""));
            assertThat(events.invocations())
                    .extracting(it -> it.requestId())
                    .doesNotHaveDuplicates();
        }
    }

    private static Reply send(TestEvents events, String body) {
        return events.request(
                "POST", "/", Map.of("content-type", "application/cloudevents-batch+json"), body);
    }

    private static List<String> failed(Reply reply) throws IOException {
        var ids = new ArrayList<String>();
        for (JsonNode one : JSON.readTree(reply.body()).get("failed")) {
            assertThat(one.get("source").asText()).isEqualTo("/test");
            ids.add(one.get("id").asText());
        }
        return ids;
    }
}
