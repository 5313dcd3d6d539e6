package dev.kiln.frontdoor.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.frontdoor.Doors;
import dev.kiln.frontdoor.Until;
import dev.kiln.frontdoor.http.Wire;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.report.EventReport.Result;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Events that come a second time, with a window in which they are known and without. */
class DuplicatesTest {

    private static final String[] WINDOW = {"dedup-window", "1m"};

    @Test
    void without_a_window_duplicates_run_again() {
        try (var events = new TestEvents()) {
            events.send("1");
            events.send("1");

            assertThat(events.got()).containsExactly("\"1\"", "\"1\"");
        }
    }

    @Test
    void an_event_that_is_done_is_not_run_again() {
        try (var events = new TestEvents(WINDOW)) {
            assertThat(events.send("1").status()).isEqualTo(200);

            var again = events.send("1");

            assertThat(again.status()).isEqualTo(202);
            assertThat(again.body()).isEmpty();
            assertThat(events.got()).hasSize(1);
            assertThat(events.results()).containsExactly(Result.REPLIED, Result.DUPLICATE);
        }
    }

    @Test
    void the_source_is_a_part_of_what_an_event_is() {
        try (var events = new TestEvents(WINDOW)) {
            events.send("1");

            assertThat(events.send("1", "ce-source", "/other").status()).isEqualTo(200);
            assertThat(events.send("2").status()).isEqualTo(200);
        }
    }

    @Test
    void an_event_that_failed_may_come_again() {
        try (var events = new TestEvents(WINDOW)) {
            events.gives(_ -> TestEvents.error());
            assertThat(events.send("1").status()).isEqualTo(500);
            events.gives(_ -> TestEvents.throttled());
            assertThat(events.send("1").status()).isEqualTo(429);
            events.gives(_ -> TestEvents.result("null"));

            assertThat(events.send("1").status()).isEqualTo(202);

            assertThat(events.got()).hasSize(3);
        }
    }

    @Test
    void an_event_that_runs_is_to_come_later() {
        try (var events = new TestEvents(WINDOW)) {
            var outcome = new CompletableFuture<Outcome>();
            events.runs(_ -> outcome);
            var first =
                    CompletableFuture.supplyAsync(
                            () -> events.send("1"), task -> Thread.ofVirtual().start(task));
            Until.holds(() -> events.got().size() == 1);

            var second = events.send("1");
            outcome.complete(TestEvents.result("null"));

            assertThat(second.status()).isEqualTo(409);
            assertThat(first.join().status()).isEqualTo(202);
            assertThat(events.send("1").status()).isEqualTo(202);
            assertThat(events.got()).hasSize(1);
            assertThat(events.results())
                    .containsExactly(Result.DUPLICATE_RUNNING, Result.ACCEPTED, Result.DUPLICATE);
        }
    }

    @Test
    void an_event_whose_sender_hangs_up_is_found_done() throws IOException {
        try (var events = new TestEvents(WINDOW)) {
            var outcome = new CompletableFuture<Outcome>();
            events.runs(_ -> outcome);
            try (var wire = new Wire(events.port())) {
                wire.send(
                        "POST / HTTP/1.1\r\nHost: a\r\nce-specversion: 1.0\r\nce-id: 1\r\n"
                                + "ce-source: /test\r\nce-type: a.type\r\nContent-Length: 0\r\n\r\n");
                Until.holds(() -> events.got().size() == 1);
            }
            Until.holds(() -> Doors.running(events.door()) == 0);

            assertThat(outcome).isNotDone();
            assertThat(events.send("1").status()).isEqualTo(409);
            outcome.complete(TestEvents.result("null"));
            assertThat(events.send("1").status()).isEqualTo(202);
            assertThat(events.got()).hasSize(1);
        }
    }

    @Test
    void without_a_window_a_sender_who_hangs_up_gives_up() throws IOException {
        try (var events = new TestEvents()) {
            var outcome = new CompletableFuture<Outcome>();
            events.runs(_ -> outcome);
            try (var wire = new Wire(events.port())) {
                wire.send(
                        "POST / HTTP/1.1\r\nHost: a\r\nce-specversion: 1.0\r\nce-id: 1\r\n"
                                + "ce-source: /test\r\nce-type: a.type\r\nContent-Length: 0\r\n\r\n");
                Until.holds(() -> events.got().size() == 1);
            }

            Until.holds(outcome::isCancelled);
            Until.holds(() -> events.results().equals(List.of(Result.GIVEN_UP)));
        }
    }

    @Test
    void events_without_an_id_are_no_duplicates() {
        try (var events = new TestEvents("dedup-window", "1m", "klr", "true")) {
            var headers = Map.of("ce-source", "/test", "content-type", "application/json");
            events.request("POST", "/", headers, "1");
            events.request("POST", "/", headers, "2");

            assertThat(events.got()).containsExactly("1", "2");
        }
    }

    @Test
    void an_event_that_cannot_be_mapped_is_not_known() {
        try (var events = new TestEvents("dedup-window", "1m", "event-mapping", "s3")) {
            assertThat(events.send("1").status()).isEqualTo(422);
            assertThat(events.send("1").status()).isEqualTo(422);
        }
    }
}
