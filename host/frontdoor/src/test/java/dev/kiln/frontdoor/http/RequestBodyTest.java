package dev.kiln.frontdoor.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.frontdoor.Doors;
import dev.kiln.frontdoor.Until;
import dev.kiln.frontdoor.hosting.HostedFunction;
import dev.kiln.frontdoor.hosting.TestFunctions;
import dev.kiln.runtime.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to bodies that are too long, too slow or broken. */
class RequestBodyTest {

    private static final String INVOCATIONS = "/2015-03-31/functions/fn/invocations";

    private static final int LARGER_THAN_BUFFERS = 40_000_000;

    private final AtomicInteger calls = new AtomicInteger();
    private final HostedFunction counting =
            TestFunctions.function(
                    invocation -> {
                        calls.incrementAndGet();
                        return TestFunctions.echo().invoke(invocation);
                    },
                    "payload-kind",
                    "raw");

    @ParameterizedTest
    @EnumSource(Caller.class)
    void fifty_megabytes_are_refused_while_they_come(Caller caller) {
        try (var door = Doors.open(Doors.onAnyPort(), counting)) {
            var zeros = new byte[50 * 1024 * 1024];

            var plain = caller.send(door.port(), "POST", "/", Map.of(), zeros);
            var invoked = caller.send(door.port(), "POST", INVOCATIONS, Map.of(), zeros);
            var after = caller.post(door.port(), "/", "{\"a\":1}");

            assertThat(plain.status()).isEqualTo(413);
            assertThat(invoked.status()).isEqualTo(413);
            assertThat(invoked.header("x-amzn-errortype"))
                    .contains("RequestEntityTooLargeException");
            assertThat(after.text()).isEqualTo("{\"a\":1}");
            assertThat(calls).hasValue(1);
            Until.holds(() -> !Doors.isBusy(door));
        }
    }

    /** The server reads no further while a request is served, and once forgot to go on. */
    @Test
    void a_large_body_behind_a_request_that_takes_its_time_is_read_to_its_end() throws IOException {
        var first = new CompletableFuture<Outcome>();
        var function =
                TestFunctions.function(
                        invocation ->
                                calls.incrementAndGet() == 1
                                        ? first
                                        : CompletableFuture.completedFuture(
                                                length(invocation.event())),
                        "payload-kind",
                        "raw",
                        "max-event-size",
                        Integer.toString(LARGER_THAN_BUFFERS));
        try (var door = Doors.open(Doors.onAnyPort(), function);
                var wire = new Wire(door.port())) {
            wire.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n1");
            Until.holds(() -> calls.get() == 1);
            wire.send(
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: "
                            + LARGER_THAN_BUFFERS
                            + "\r\n\r\n");
            var sending =
                    CompletableFuture.runAsync(() -> send(wire, new byte[LARGER_THAN_BUFFERS]));
            Until.holds(() -> isStuck(sending));

            first.complete(new Outcome.Succeeded(new byte[] {'2'}));

            assertThat(wire.answer()).endsWith("\r\n\r\n2");
            assertThat(wire.answer()).endsWith("\r\n\r\n" + LARGER_THAN_BUFFERS);
            sending.join();
        }
    }

    private static Outcome length(byte[] event) {
        return new Outcome.Succeeded(Integer.toString(event.length).getBytes(US_ASCII));
    }

    /** Nothing says when a server has stopped reading, but that nothing goes on for a while. */
    private static boolean isStuck(CompletableFuture<?> sending) {
        try {
            sending.get(500, TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException _) {
            return true;
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static void send(Wire wire, byte[] text) {
        try {
            wire.send(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void the_longest_body_that_may_be_is_taken_and_one_byte_more_is_not(Caller caller) {
        var function =
                TestFunctions.function(
                        TestFunctions.echo(), "payload-kind", "raw", "max-event-size", "100000");
        try (var door = Doors.open(Doors.onAnyPort(), function)) {

            var longest = caller.post(door.port(), "/", "1".repeat(100_000));
            var longer = caller.post(door.port(), "/", "1".repeat(100_001));

            assertThat(longest.body()).hasSize(100_000);
            assertThat(longer.status()).isEqualTo(413);
        }
    }

    @Test
    void a_chunked_body_is_cut_off_at_the_limit_and_its_sender_still_reads_the_answer()
            throws IOException {
        try (var door = Doors.open(Doors.onAnyPort(), counting);
                var wire = new Wire(door.port())) {
            wire.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            var chunk = new byte[64 * 1024];
            for (var i = 0; i < 300; i++) {
                wire.send("10000\r\n").send(chunk).send("\r\n");
            }
            wire.send("0\r\n\r\n");

            assertThat(wire.answer()).startsWith("HTTP/1.1 413 ");

            wire.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}");
            assertThat(wire.answer()).endsWith("{}");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {52_428_800, Long.MAX_VALUE})
    void a_refused_sender_that_stops_sending_is_cut_off(long length) throws IOException {
        try (var door = Doors.open(Doors.onAnyPort("body-timeout", "300ms"), counting);
                var wire = new Wire(door.port())) {

            wire.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\nabc");

            assertThat(wire.answer()).startsWith("HTTP/1.1 413 ");
            assertThat(wire.isClosedByPeer()).isTrue();
            Until.holds(() -> !Doors.isBusy(door));
        }
    }

    @Test
    void a_functions_own_limit_holds_for_the_api_too() {
        var small =
                TestFunctions.function(
                        TestFunctions.echo(), "name", "small", "max-event-size", "10");
        try (var door = Doors.open(Doors.onAnyPort(), counting, small)) {

            var reply =
                    Caller.HTTP_1_1.post(
                            door.port(),
                            "/2015-03-31/functions/small/invocations",
                            "\"12345678901\"");

            assertThat(reply.status()).isEqualTo(413);
            assertThat(reply.text()).contains("smaller than 10 bytes");
        }
    }

    @Test
    void who_waits_for_leave_to_send_too_much_is_told_at_once() throws IOException {
        try (var door = Doors.open(Doors.onAnyPort(), counting);
                var wire = new Wire(door.port())) {

            wire.send(
                    "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length:"
                            + " 52428800\r\n\r\n");

            assertThat(wire.answer()).startsWith("HTTP/1.1 413 ");
            assertThat(wire.isClosedByPeer()).isTrue();
            Until.holds(() -> !Doors.isBusy(door));
        }
    }

    @Test
    void who_waits_for_leave_to_send_gets_it() throws IOException {
        try (var door = Doors.open(Doors.onAnyPort(), counting);
                var wire = new Wire(door.port())) {
            wire.send(
                    "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");

            assertThat(wire.answer()).startsWith("HTTP/1.1 100 ");
            assertThat(wire.send("{}").answer()).endsWith("{}");
        }
    }

    @Test
    void a_claim_of_much_to_come_costs_no_memory() throws IOException {
        var heap = ManagementFactory.getMemoryMXBean();
        try (var door = Doors.open(Doors.onAnyPort(), counting)) {
            var wires = new Wire[200];
            System.gc();
            var before = heap.getHeapMemoryUsage().getUsed();

            for (var i = 0; i < wires.length; i++) {
                wires[i] = new Wire(door.port());
                wires[i].send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6000000\r\n\r\n{");
            }
            Until.holds(() -> Doors.running(door) == wires.length);

            System.gc();
            assertThat(heap.getHeapMemoryUsage().getUsed() - before).isLessThan(100_000_000);
            for (var wire : wires) {
                wire.close();
            }
            Until.holds(() -> !Doors.isBusy(door));
            assertThat(calls).hasValue(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 10\r\n\r\n{\"a\"",
                "Content-Length: 10\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n4\r\n{\"a\""
            })
    void a_body_that_stalls_ends_in_408_and_the_connection_too(String rest) throws IOException {
        try (var door = Doors.open(Doors.onAnyPort("body-timeout", "300ms"), counting);
                var wire = new Wire(door.port())) {

            wire.send("POST / HTTP/1.1\r\nHost: a\r\n" + rest);

            assertThat(wire.answer()).startsWith("HTTP/1.1 408 ");
            assertThat(wire.isClosedByPeer()).isTrue();
            Until.holds(() -> !Doors.isBusy(door));
            assertThat(calls).hasValue(0);
        }
    }

    @Test
    void a_body_that_comes_slowly_but_comes_is_taken() throws IOException {
        try (var door = Doors.open(Doors.onAnyPort("body-timeout", "1s"), counting);
                var wire = new Wire(door.port())) {
            var start = System.nanoTime();
            wire.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\n");

            // Each piece in time, all of them together not.
            for (var piece : new String[] {"[", "1", "2", "3", "4", "]"}) {
                var due = System.nanoTime() + 250_000_000;
                Until.holds(() -> System.nanoTime() > due);
                wire.send(piece);
            }

            assertThat(wire.answer()).endsWith("[1234]");
            assertThat(System.nanoTime() - start).isGreaterThan(1_000_000_000);
        }
    }

    @Test
    void a_broken_encoding_is_refused_and_nothing_hangs() throws IOException {
        try (var door = Doors.open(Doors.onAnyPort(), counting);
                var wire = new Wire(door.port())) {

            wire.send(
                    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n");

            assertThat(wire.answer()).startsWith("HTTP/1.1 400 ");
            Until.holds(() -> !Doors.isBusy(door));
            assertThat(calls).hasValue(0);
        }
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void nothing_that_is_no_json_reaches_a_function_by_the_api(Caller caller) {
        try (var door = Doors.open(Doors.onAnyPort(), counting)) {
            for (var body :
                    new String[] {
                        " ", "hello", "{\"a\":1}{}", "[".repeat(10_000), "1".repeat(2000)
                    }) {

                var reply = caller.post(door.port(), INVOCATIONS, body);

                assertThat(reply.status()).as(body).isEqualTo(400);
                assertThat(reply.header("x-amzn-errortype"))
                        .contains("InvalidRequestContentException");
            }
            assertThat(calls).hasValue(0);
        }
    }

    @Test
    void a_payload_is_no_form_and_not_compressed() {
        try (var door = Doors.open(Doors.onAnyPort(), counting)) {
            for (var header :
                    Map.of("content-type", "multipart/form-data", "content-encoding", "gzip")
                            .entrySet()) {

                var reply =
                        Caller.HTTP_1_1.send(
                                door.port(),
                                "POST",
                                INVOCATIONS,
                                Map.of(header.getKey(), header.getValue()),
                                new byte[] {'1'});

                assertThat(reply.status()).isEqualTo(415);
            }
        }
    }
}
