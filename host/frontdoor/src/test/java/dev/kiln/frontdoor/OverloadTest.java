package dev.kiln.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.frontdoor.http.Wire;
import dev.kiln.runtime.environment.Occupancy;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More callers than a function can serve: they wait, cheaply, or are refused at once. */
class OverloadTest {

    private static final int ENVIRONMENTS = 2;
    private static final int WAITING = 1_000;
    private static final int EVENT = 200;

    /** Both ends of a connection, and the request with its event. */
    private static final long MOST_BYTES_PER_CALLER = 24_000;

    private final CountDownLatch open = new CountDownLatch(1);
    private final AtomicInteger calls = new AtomicInteger();

    @BeforeEach
    void build() {
        System.getProperties().put("overload.open", open);
        System.getProperties().put("overload.calls", calls);
    }

    @AfterEach
    void tearDown() {
        open.countDown();
        System.getProperties().remove("overload.open");
        System.getProperties().remove("overload.calls");
    }

    @Test
    void a_thousand_that_wait_cost_no_thread_and_little_memory() throws IOException {
        var callers = new ArrayList<Wire>();
        try (var door = door("1000", "5m")) {
            occupy(door, callers);
            var threads = threads();
            var heap = heap();

            for (var i = 0; i < WAITING; i++) {
                callers.add(call(door, i));
            }
            Until.holds(() -> occupancy(door).waiting() == WAITING);

            assertThat(threads() - threads).isLessThanOrEqualTo(2);
            assertThat(heap() - heap).isLessThan(WAITING * MOST_BYTES_PER_CALLER);
            assertThat(calls).hasValue(ENVIRONMENTS);
            open.countDown();
            for (var i = 0; i < callers.size(); i++) {
                assertThat(callers.get(i).answer())
                        .startsWith("HTTP/1.1 200 ")
                        .endsWith(event(i < ENVIRONMENTS ? i : i - ENVIRONMENTS));
            }
            assertThat(calls).hasValue(ENVIRONMENTS + WAITING);
            assertThat(occupancy(door).inFlight()).isZero();
            close(callers);
            Until.holds(() -> heap() - heap < WAITING * MOST_BYTES_PER_CALLER / 4);
        }
    }

    @Test
    void whoever_finds_the_queue_full_is_refused_at_once_and_the_handler_is_not_run()
            throws IOException {
        var callers = new ArrayList<Wire>();
        try (var door = door("10", "5m")) {
            occupy(door, callers);
            for (var i = 0; i < 10; i++) {
                callers.add(call(door, i));
            }
            Until.holds(() -> occupancy(door).waiting() == 10);

            for (var i = 0; i < 100; i++) {
                try (var refused = call(door, i)) {
                    assertThat(refused.answer()).startsWith("HTTP/1.1 429 ");
                }
            }

            assertThat(calls).hasValue(ENVIRONMENTS);
            open.countDown();
            for (var caller : callers) {
                assertThat(caller.answer()).startsWith("HTTP/1.1 200 ");
            }
            close(callers);
        }
    }

    @Test
    void whoever_has_waited_too_long_is_refused_and_the_handler_is_not_run() throws IOException {
        var callers = new ArrayList<Wire>();
        try (var door = door("1000", "150ms")) {
            occupy(door, callers);

            try (var first = call(door, 1);
                    var second = call(door, 2)) {
                assertThat(first.answer()).startsWith("HTTP/1.1 429 ");
                assertThat(second.answer()).startsWith("HTTP/1.1 429 ");
            }

            assertThat(calls).hasValue(ENVIRONMENTS);
            assertThat(occupancy(door).waiting()).isZero();
            close(callers);
        }
    }

    private static FrontDoor door(String queueLength, String queueWait) {
        return Doors.openReal(
                Doors.onAnyPort(),
                Map.of("GATE", "overload"),
                "handler",
                "com.example.cases.Gate",
                "payload-kind",
                "raw",
                "max-concurrency",
                Integer.toString(ENVIRONMENTS),
                "queue-length",
                queueLength,
                "queue-wait",
                queueWait);
    }

    /** Keeps all environments busy, one after the other. */
    private void occupy(FrontDoor door, List<Wire> callers) throws IOException {
        for (var i = 0; i < ENVIRONMENTS; i++) {
            var expected = i + 1;
            callers.add(call(door, i));
            Until.holds(() -> calls.get() == expected);
        }
    }

    private static Wire call(FrontDoor door, int number) throws IOException {
        return new Wire(door.port())
                .send(
                        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: "
                                + EVENT
                                + "\r\n\r\n"
                                + event(number));
    }

    private static String event(int number) {
        return "%0200d".formatted(number);
    }

    private static void close(List<Wire> callers) throws IOException {
        for (var caller : callers) {
            caller.close();
        }
        callers.clear();
    }

    private static Occupancy occupancy(FrontDoor door) {
        return door.functions().iterator().next().occupancy().orElseThrow();
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
