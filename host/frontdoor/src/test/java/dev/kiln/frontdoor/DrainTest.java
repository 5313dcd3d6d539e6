package dev.kiln.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.frontdoor.hosting.TestFunctions;
import dev.kiln.frontdoor.http.Caller;
import dev.kiln.frontdoor.http.Caller.Reply;
import dev.kiln.frontdoor.http.Wire;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.logging.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class DrainTest {

    private static final int SIGTERM = 15;
    private static final int SIGINT = 2;

    private final List<CompletableFuture<Outcome>> running = new CopyOnWriteArrayList<>();
    private final List<String> ends = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    private FrontDoor door(String... settings) {
        var function =
                TestFunctions.function(
                        _ -> {
                            var outcome = new CompletableFuture<Outcome>();
                            running.add(outcome);
                            return outcome;
                        },
                        "payload-kind",
                        "raw");
        return Doors.open(Doors.onAnyPort(settings), function);
    }

    private Drain drain(FrontDoor door) {
        return new Drain(
                door,
                new Console(new ByteArrayOutputStream(), errors),
                status -> ends.add("exit " + status),
                status -> ends.add("halt " + status));
    }

    @Test
    void fifty_requests_in_flight_are_all_answered_and_then_the_process_ends_with_0() {
        try (var door = door()) {
            var order = new CopyOnWriteArrayList<String>();
            door.onClose(() -> order.add("first added"));
            door.onClose(() -> order.add("last added"));
            var replies = new ArrayList<CompletableFuture<Reply>>();
            for (var i = 0; i < 50; i++) {
                replies.add(
                        CompletableFuture.supplyAsync(
                                () -> Caller.HTTP_1_1.get(door.port(), "/"),
                                task -> Thread.ofVirtual().start(task)));
            }
            Until.holds(() -> running.size() == 50);

            var leaving = CompletableFuture.runAsync(() -> drain(door).onSignal(SIGTERM));
            Until.holds(() -> !accepts(door));
            running.forEach(r -> r.complete(new Outcome.Succeeded(new byte[] {'1'})));

            leaving.join();
            assertThat(replies)
                    .allSatisfy(reply -> {
                        assertThat(reply.join().text()).isEqualTo("1");
                        assertThat(reply.join().header("connection")).contains("close");
                    });
            assertThat(ends).containsExactly("exit 0");
            assertThat(order).containsExactly("last added", "first added");
        }
    }

    @Test
    void a_connection_that_is_open_is_served_while_others_run() throws IOException {
        try (var door = door();
                var busy = new Wire(door.port());
                var idle = new Wire(door.port())) {
            busy.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            idle.send("GET /health/liveness HTTP/1.1\r\nHost: a\r\n\r\n").answer();
            Until.holds(() -> running.size() == 1);

            var leaving = CompletableFuture.runAsync(() -> drain(door).onSignal(SIGTERM));
            Until.holds(() -> !accepts(door));
            idle.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            Until.holds(() -> running.size() == 2);
            running.reversed().forEach(r -> r.complete(new Outcome.Succeeded(new byte[] {'1'})));

            assertThat(idle.answer()).endsWith("1");
            assertThat(busy.answer()).endsWith("1");
            leaving.join();
            assertThat(ends).containsExactly("exit 0");
        }
    }

    @Test
    void what_was_sent_before_the_signal_is_answered_also_if_nobody_has_read_it_yet()
            throws IOException {
        var answering =
                TestFunctions.function(
                        _ ->
                                CompletableFuture.completedFuture(
                                        new Outcome.Succeeded(new byte[] {'1'})),
                        "payload-kind",
                        "raw");
        try (var door = Doors.open(Doors.onAnyPort(), answering)) {
            var wires = new ArrayList<Wire>();
            for (var i = 0; i < 200; i++) {
                wires.add(new Wire(door.port()).send("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
            }

            drain(door).onSignal(SIGTERM);

            for (var wire : wires) {
                assertThat(wire.answer()).startsWith("HTTP/1.1 200 ").endsWith("1");
            }
            assertThat(ends).containsExactly("exit 0");
        }
    }

    @Test
    void who_has_just_connected_has_the_time_to_send_a_request() throws IOException {
        try (var door = door();
                var wire = new Wire(door.port());
                var half = new Wire(door.port())) {
            half.send("GET / HTTP/1.1\r\nHo");
            var leaving = CompletableFuture.runAsync(() -> drain(door).onSignal(SIGTERM));
            Until.holds(() -> !accepts(door));

            wire.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            half.send("st: a\r\n\r\n");
            Until.holds(() -> running.size() == 2);
            running.forEach(r -> r.complete(new Outcome.Succeeded(new byte[] {'1'})));

            assertThat(wire.answer()).endsWith("1");
            assertThat(half.answer()).endsWith("1");
            leaving.join();
            assertThat(ends).containsExactly("exit 0");
        }
    }

    @Test
    void a_large_answer_has_left_before_the_process_does() throws IOException {
        try (var door = door();
                var wire = new Wire(door.port())) {
            wire.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            Until.holds(() -> running.size() == 1);
            var leaving = CompletableFuture.runAsync(() -> drain(door).onSignal(SIGTERM));
            Until.holds(() -> !accepts(door));

            // More than the buffers of both ends hold: it leaves as it is read.
            running.getFirst().complete(new Outcome.Succeeded(new byte[20_000_000]));

            assertThat(wire.answer()).hasSizeGreaterThan(20_000_000);
            leaving.join();
            assertThat(ends).containsExactly("exit 0");
        }
    }

    @Test
    void at_the_limit_the_process_ends_at_once() throws IOException {
        try (var door = door("drain-limit", "200ms");
                var wire = new Wire(door.port())) {
            wire.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            Until.holds(() -> running.size() == 1);

            drain(door).onSignal(SIGTERM);

            assertThat(ends).containsExactly("halt 143");
            assertThat(errors.toString(StandardCharsets.UTF_8)).contains("drain limit");
        }
    }

    @Test
    void a_second_signal_ends_the_process_at_once() throws IOException {
        try (var door = door();
                var wire = new Wire(door.port())) {
            wire.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            Until.holds(() -> running.size() == 1);
            var drain = drain(door);
            var leaving = CompletableFuture.runAsync(() -> drain.onSignal(SIGTERM));
            Until.holds(() -> !accepts(door));

            drain.onSignal(SIGTERM);

            assertThat(ends).containsExactly("halt 143");
            running.getFirst().complete(new Outcome.Succeeded(new byte[0]));
            leaving.join();
        }
    }

    @Test
    void who_stops_it_at_the_terminal_sees_it_in_the_status() {
        try (var door = door()) {

            drain(door).onSignal(SIGINT);

            assertThat(ends).containsExactly("exit 130");
        }
    }

    private static boolean accepts(FrontDoor door) {
        try (var wire = new Wire(door.port())) {
            return wire.isOpen();
        } catch (IOException e) {
            return false;
        }
    }
}
