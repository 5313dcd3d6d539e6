package dev.kiln.frontdoor.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.frontdoor.Doors;
import dev.kiln.frontdoor.FrontDoor;
import dev.kiln.frontdoor.Until;
import dev.kiln.frontdoor.hosting.TestFunctions;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that take their time for the head of a request. */
class HeaderTimeoutTest {

    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final Duration LIMIT = Duration.ofMillis(500);

    private final BlockingQueue<CompletableFuture<Outcome>> running = new LinkedBlockingQueue<>();
    private final FrontDoor door =
            Doors.open(
                    Doors.onAnyPort("header-timeout", LIMIT.toMillis() + "ms"),
                    TestFunctions.function(this::run, "payload-kind", "raw"));

    private CompletableFuture<Outcome> run(Invocation invocation) {
        var outcome = new CompletableFuture<Outcome>();
        running.add(outcome);
        return outcome;
    }

    @AfterEach
    void close() {
        door.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "G",
                "GET / HTTP/1.1\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX-A: 1\r\n",
                "\r\n"
            })
    void a_head_that_does_not_end_is_refused(String beginning) throws IOException {
        try (var wire = new Wire(door.port())) {

            var answer = wire.send(beginning).read("GET");

            assertThat(answer.status()).isEqualTo(408);
            assertThat(wire.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void half_a_preface_of_http_2_is_refused_too() throws IOException {
        try (var wire = new Wire(door.port())) {

            wire.send("PRI * HTTP/2.0\r\n");

            assertThat(wire.read("GET").status()).isEqualTo(408);
            assertThat(wire.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void one_line_after_the_other_buys_no_time() throws IOException {
        try (var wire = new Wire(door.port())) {
            wire.send("GET / HTTP/1.1\r\nHost: a\r\n");
            var sender = Thread.ofVirtual().start(() -> sendLines(wire));

            assertThat(wire.read("GET").status()).isEqualTo(408);

            Until.holds(() -> !sender.isAlive());
        }
    }

    private static void sendLines(Wire wire) {
        try {
            while (wire.isOpen()) {
                pass(Duration.ofMillis(20));
                wire.send("X-A: 1\r\n");
            }
        } catch (IOException _) {
            // The other side has closed.
        }
    }

    private static void pass(Duration time) {
        var due = System.nanoTime() + time.toNanos();
        Until.holds(() -> System.nanoTime() > due);
    }

    @Test
    void the_second_request_of_a_connection_has_no_more_time_than_the_first() throws Exception {
        try (var wire = new Wire(door.port())) {
            wire.send(REQUEST);
            succeed();
            assertThat(wire.read("GET").status()).isEqualTo(200);

            wire.send("GET / HT");

            assertThat(wire.read("GET").status()).isEqualTo(408);
            assertThat(wire.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void a_connection_may_rest_between_requests() throws Exception {
        try (var wire = new Wire(door.port())) {
            pass(LIMIT.multipliedBy(2));
            wire.send(REQUEST);
            succeed();
            assertThat(wire.read("GET").status()).isEqualTo(200);
            pass(LIMIT.multipliedBy(2));

            wire.send(REQUEST);
            succeed();

            assertThat(wire.read("GET").status()).isEqualTo(200);
        }
    }

    @Test
    void waiting_for_an_earlier_answer_does_not_count() throws Exception {
        try (var wire = new Wire(door.port())) {
            wire.send(REQUEST + "GET / HT");
            var first = next();
            wire.send("TP/1.1\r\n");
            pass(LIMIT.multipliedBy(2));

            first.complete(new Outcome.Succeeded(new byte[] {'1'}));
            wire.send("Host: a\r\n\r\n");
            succeed();

            assertThat(wire.read("GET").status()).isEqualTo(200);
            assertThat(wire.read("GET").status()).isEqualTo(200);
        }
    }

    private CompletableFuture<Outcome> next() throws InterruptedException {
        return Objects.requireNonNull(running.poll(20, TimeUnit.SECONDS), "nothing was invoked");
    }

    private void succeed() throws InterruptedException {
        next().complete(new Outcome.Succeeded(new byte[] {'1'}));
    }
}
