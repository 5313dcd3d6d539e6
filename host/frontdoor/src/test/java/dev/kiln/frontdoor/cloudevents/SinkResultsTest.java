package dev.kiln.frontdoor.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.adapters.cloudevents.Sdk;
import dev.kiln.frontdoor.Doors;
import dev.kiln.frontdoor.Until;
import dev.kiln.frontdoor.cloudevents.RecordingSink.Answer;
import dev.kiln.frontdoor.http.Wire;
import dev.kiln.runtime.report.EventReport.Result;
import dev.kiln.runtime.report.SinkReport;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Results that go to a sink, and what their event's sender is told. */
class SinkResultsTest {

    @Test
    void the_sender_hears_of_success_when_the_sink_has_the_result() throws Exception {
        var taken = new CountDownLatch(1);
        try (var sink = RecordingSink.answering(_ -> await(taken));
                var events = new TestEvents("sink", sink.url(), "reply-type", "my.reply")) {
            var reply =
                    CompletableFuture.supplyAsync(
                            () -> events.send("1", "prefer", "reply"),
                            task -> Thread.ofVirtual().start(task));
            Until.holds(() -> sink.deliveries().size() == 1);

            assertThat(reply).isNotDone();
            taken.countDown();

            assertThat(reply.get(20, TimeUnit.SECONDS).status()).isEqualTo(202);
            assertThat(reply.get().body()).isEmpty();
            var sent = sink.deliveries().getFirst().event();
            assertThat(sent.getType()).isEqualTo("my.reply");
            assertThat(Sdk.text(sent)).isEqualTo("\"1\"");
            assertThat(events.results()).containsExactly(Result.SENT);
            assertThat(events.reports().stream().filter(SinkReport.class::isInstance))
                    .hasSize(1)
                    .allMatch(it -> ((SinkReport) it).delivered());
        }
    }

    private static Answer await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Answer.of(202);
    }

    @Test
    void what_the_sink_does_not_take_is_told_with_502() throws IOException {
        try (var sink = RecordingSink.answering(403);
                var events = new TestEvents("sink", sink.url())) {
            var reply = events.send("1");

            assertThat(reply.status()).isEqualTo(502);
            assertThat(reply.text()).contains("The sink answered with status 403");
            assertThat(events.results()).containsExactly(Result.SINK_FAILED);
            assertThat(events.reports().stream().filter(SinkReport.class::isInstance))
                    .hasSize(1)
                    .noneMatch(it -> ((SinkReport) it).delivered());
        }
    }

    @Test
    void the_same_event_makes_the_same_result_again() throws IOException {
        try (var sink = RecordingSink.answering(202);
                var events = new TestEvents("sink", sink.url())) {
            events.send("1");
            events.send("1");
            events.send("2");

            assertThat(sink.deliveries())
                    .extracting(it -> it.event().getId())
                    .satisfies(ids -> {
                        assertThat(ids.get(0)).isEqualTo(ids.get(1));
                        assertThat(ids.get(0)).isNotEqualTo(ids.get(2));
                    });
        }
    }

    @Test
    void nothing_is_sent_where_there_is_nothing() throws IOException {
        try (var sink = RecordingSink.answering(202);
                var events = new TestEvents("sink", sink.url())) {
            events.gives(_ -> TestEvents.result("null"));
            assertThat(events.send("1").status()).isEqualTo(202);
            events.gives(_ -> TestEvents.error());
            assertThat(events.send("2").status()).isEqualTo(500);

            assertThat(sink.deliveries()).isEmpty();
            assertThat(events.results()).containsExactly(Result.ACCEPTED, Result.FAILED);
        }
    }

    @Test
    void hops_are_counted_and_end() throws IOException {
        try (var sink = RecordingSink.answering(202);
                var events = new TestEvents("sink", sink.url(), "hop-limit", "3")) {
            assertThat(events.send("1").status()).isEqualTo(202);
            assertThat(events.send("2", "ce-lambdahops", "2").status()).isEqualTo(202);
            var last = events.send("3", "ce-lambdahops", "3");

            assertThat(last.status()).isEqualTo(400);
            assertThat(sink.deliveries())
                    .extracting(it -> it.header("ce-lambdahops").orElse("none"))
                    .containsExactly("1", "3");
            assertThat(events.results())
                    .containsExactly(Result.SENT, Result.SENT, Result.TOO_MANY_HOPS);
        }
    }

    @Test
    void a_count_of_hops_that_is_none_is_malformed() {
        try (var events = new TestEvents()) {
            for (var wrong : new String[] {"many", "-1", "99999999999"}) {
                var reply = events.send("1", "ce-lambdahops", wrong);

                assertThat(reply.status()).isEqualTo(400);
                assertThat(reply.text()).contains("lambdahops").contains(wrong);
            }
            assertThat(events.got()).isEmpty();
        }
    }

    @Test
    void overrides_are_on_every_event_that_leaves() throws IOException {
        var overrides = "{\"extensions\":{\"team\":\"blue\",\"lambdahops\":\"0\"}}";
        try (var sink = RecordingSink.answering(202);
                var events = new TestEvents("sink", sink.url(), "extension-overrides", overrides);
                var replying =
                        new TestEvents("extension-overrides", "team=red", "reply-type", "a.b")) {
            events.send("1");
            var reply = replying.send("1", "ce-lambdahops", "4");

            assertThat(sink.deliveries().getFirst().header("ce-team")).contains("blue");
            assertThat(sink.deliveries().getFirst().header("ce-lambdahops")).contains("1");
            assertThat(reply.header("ce-team")).contains("red");
            assertThat(reply.header("ce-lambdahops")).contains("4");
        }
    }

    @Test
    void klr_sends_errors_there_too() throws IOException {
        try (var sink = RecordingSink.answering(202);
                var events = new TestEvents("sink", sink.url(), "klr", "true")) {
            events.gives(_ -> TestEvents.error());

            var reply = events.send("1");

            assertThat(reply.status()).isEqualTo(500);
            var sent = sink.deliveries().getFirst().event();
            assertThat(sent.getType()).isEqualTo("ce.klr.triggermesh.io");
            assertThat(Sdk.text(sent)).contains("boom");
            assertThat(events.results()).containsExactly(Result.FAILED);
        }
    }

    @Test
    void a_result_that_might_come_back_for_ever_is_not_sent() throws IOException {
        try (var sink = RecordingSink.answering(202);
                var events =
                        new TestEvents(
                                "sink", sink.url(),
                                "reply-type", "a.type",
                                "reply-source", "/test")) {
            assertThat(events.send("1").status()).isEqualTo(202);

            assertThat(sink.deliveries()).isEmpty();
            assertThat(events.results()).containsExactly(Result.REPLY_LOOP);
        }
    }

    @Test
    void each_result_of_a_batch_is_sent() throws IOException {
        try (var sink = RecordingSink.answering(n -> Answer.of(n == 2 ? 400 : 202));
                var events = new TestEvents("sink", sink.url())) {
            var reply = events.sendBatch("a", "b", "c");

            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.text()).contains("\"id\":\"b\"").doesNotContain("\"id\":\"a\"");
            assertThat(sink.deliveries()).hasSize(3);
            assertThat(events.results())
                    .containsExactly(Result.SENT, Result.SINK_FAILED, Result.SENT);
        }
    }

    @Test
    void the_end_waits_for_a_delivery_whose_sender_has_gone() throws Exception {
        var taken = new CountDownLatch(1);
        try (var sink = RecordingSink.answering(_ -> await(taken));
                var events = new TestEvents("sink", sink.url())) {
            try (var wire = new Wire(events.port())) {
                wire.send(
                        "POST / HTTP/1.1\r\nHost: a\r\nce-specversion: 1.0\r\nce-id: 1\r\n"
                                + "ce-source: /test\r\nce-type: a.type\r\n"
                                + "Content-Type: application/json\r\nContent-Length: 1\r\n\r\n1");
                Until.holds(() -> sink.deliveries().size() == 1);
            }
            Until.holds(() -> !Doors.isBusy(events.door()));
            var drained =
                    CompletableFuture.supplyAsync(
                            () -> Doors.drain(events.door()),
                            task -> Thread.ofVirtual().start(task));

            assertThatThrownBy(() -> drained.get(300, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            taken.countDown();

            assertThat(drained.get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(events.results()).containsExactly(Result.SENT);
        }
    }
}
