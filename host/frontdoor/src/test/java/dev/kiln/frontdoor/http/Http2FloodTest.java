package dev.kiln.frontdoor.http;

import static dev.kiln.frontdoor.http.Http2Frames.CONTINUATION;
import static dev.kiln.frontdoor.http.Http2Frames.DATA;
import static dev.kiln.frontdoor.http.Http2Frames.END_HEADERS;
import static dev.kiln.frontdoor.http.Http2Frames.END_STREAM;
import static dev.kiln.frontdoor.http.Http2Frames.HEADERS;
import static dev.kiln.frontdoor.http.Http2Frames.PING;
import static dev.kiln.frontdoor.http.Http2Frames.POST;
import static dev.kiln.frontdoor.http.Http2Frames.RESET;
import static dev.kiln.frontdoor.http.Http2Frames.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.frontdoor.Doors;
import dev.kiln.frontdoor.FrontDoor;
import dev.kiln.frontdoor.Until;
import dev.kiln.frontdoor.hosting.TestFunctions;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of HTTP/2 that send what costs them little and a server much. */
class Http2FloodTest {

    private static final int MANY = 100_000;

    private final QuietLog log = new QuietLog();
    private final Queue<CompletableFuture<Outcome>> invocations = new ConcurrentLinkedQueue<>();
    private final FrontDoor door =
            Doors.open(
                    Doors.onAnyPort(), TestFunctions.function(this::wait, "payload-kind", "raw"));

    private CompletableFuture<Outcome> wait(Invocation invocation) {
        var outcome = new CompletableFuture<Outcome>();
        invocations.add(outcome);
        return outcome;
    }

    @AfterEach
    void close() {
        assertThat(Caller.HTTP_1_1.get(door.port(), "/health/liveness").status()).isEqualTo(200);
        door.close();
        log.close();
        log.requireNoError();
    }

    @Test
    void rapid_resets_end_the_connection_after_bounded_work() throws IOException {
        var frames = Http2Frames.beginning();
        for (var stream = 1; stream < 2 * MANY; stream += 2) {
            frames.add(HEADERS, END_STREAM | END_HEADERS, stream, POST)
                    .add(RESET, 0, stream, (byte) 0, (byte) 0, (byte) 0, (byte) 8);
        }

        requireSentAway(frames);

        assertThat(invocations).hasSizeLessThan(1000);
        Until.holds(() -> !Doors.isBusy(door));
        assertThat(invocations).allMatch(CompletableFuture::isCancelled);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_head_of_endless_pieces_ends_the_connection(int size) throws IOException {
        var frames = Http2Frames.beginning().add(HEADERS, END_STREAM, 1, POST);
        for (var i = 0; i < MANY; i++) {
            frames.add(CONTINUATION, 0, 1, new byte[size]);
        }

        requireSentAway(frames);

        assertThat(invocations).isEmpty();
    }

    @Test
    void a_head_of_endless_length_ends_the_connection() throws IOException {
        var frames = Http2Frames.beginning().add(HEADERS, END_STREAM, 1, POST);
        // Literals without a name's index: 100 bytes of name, 100 of value.
        var fields = new byte[203 * 80];
        for (var at = 0; at < fields.length; at += 203) {
            Arrays.fill(fields, at + 2, at + 203, (byte) 'a');
            fields[at + 1] = 100;
            fields[at + 102] = 100;
        }
        for (var i = 0; i < 2000; i++) {
            frames.add(CONTINUATION, 0, 1, fields);
        }

        requireSentAway(frames);

        assertThat(invocations).isEmpty();
    }

    @Test
    void empty_pieces_of_a_body_end_the_connection() throws IOException {
        var frames = Http2Frames.beginning().add(HEADERS, END_HEADERS, 1, POST);
        for (var i = 0; i < MANY; i++) {
            frames.add(DATA, 0, 1);
        }

        requireSentAway(frames);

        assertThat(invocations).isEmpty();
        Until.holds(() -> !Doors.isBusy(door));
    }

    /** Every one of them wants an answer, which this client does not read. */
    @ParameterizedTest
    @ValueSource(ints = {SETTINGS, PING})
    void questions_without_end_cost_bounded_memory(int type) throws IOException {
        var heap = ManagementFactory.getMemoryMXBean();
        var frames = new Http2Frames();
        for (var i = 0; i < MANY; i++) {
            frames.add(type, 0, 0, type == PING ? new byte[8] : new byte[0]);
        }
        System.gc();
        var before = heap.getHeapMemoryUsage().getUsed();
        try (var wire = new Wire(door.port())) {
            wire.send(Http2Frames.beginning().toBytes());

            assertThat(isSentAway(wire, frames.toBytes(), 100)).isTrue();
        }

        System.gc();
        assertThat(heap.getHeapMemoryUsage().getUsed() - before).isLessThan(100_000_000);
    }

    @Test
    void more_streams_than_may_be_are_refused_and_the_others_go_on() throws IOException {
        var frames = Http2Frames.beginning();
        for (var stream = 1; stream < 2 * 1100; stream += 2) {
            frames.add(HEADERS, END_STREAM | END_HEADERS, stream, POST);
        }
        try (var wire = new Wire(door.port())) {

            wire.send(frames.toBytes());

            Until.holds(() -> Doors.running(door) == 1000);
            assertThat(invocations).hasSize(1000);
        }
        Until.holds(() -> !Doors.isBusy(door));
    }

    private void requireSentAway(Http2Frames frames) throws IOException {
        try (var wire = new Wire(door.port())) {
            assertThat(isSentAway(wire, frames.toBytes(), 1)).isTrue();
        }
    }

    /** Sends, without reading, until the other side has had enough. */
    private static boolean isSentAway(Wire wire, byte[] bytes, int times) {
        try {
            for (var i = 0; i < times; i++) {
                wire.send(bytes);
            }
            wire.readToEnd();
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            // Reset, or closed, while we sent or read.
            return true;
        }
    }
}
