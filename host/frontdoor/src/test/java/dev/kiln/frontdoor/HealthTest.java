package dev.kiln.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.kiln.frontdoor.hosting.HostedFunction;
import dev.kiln.frontdoor.hosting.HostedFunctions;
import dev.kiln.frontdoor.hosting.TestFunctions;
import dev.kiln.frontdoor.http.Caller;
import dev.kiln.frontdoor.http.InFlight;
import dev.kiln.frontdoor.http.Wire;
import dev.kiln.frontdoor.request.RequestPath;
import dev.kiln.runtime.environment.InitState;
import io.netty.handler.codec.http.HttpMethod;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HealthTest {

    private final AtomicInteger calls = new AtomicInteger();
    private final HostedFunction ready =
            TestFunctions.function(invocation -> {
                calls.incrementAndGet();
                return TestFunctions.echo().invoke(invocation);
            });

    @ParameterizedTest
    @EnumSource(Caller.class)
    void a_ready_function_is_alive_and_ready(Caller caller) {
        try (var door = Doors.open(Doors.onAnyPort(), ready)) {
            for (var path :
                    new String[] {
                        "/health/liveness",
                        "/health/readiness",
                        "/actuator/health",
                        "/actuator/health/liveness",
                        "/actuator/health/readiness?verbose"
                    }) {

                var reply = caller.get(door.port(), path);

                assertThat(reply.status()).as(path).isEqualTo(200);
                assertThat(reply.text()).isEqualTo("{\"status\":\"UP\"}");
            }
            assertThat(calls).hasValue(0);
        }
    }

    @Test
    void a_function_that_initialises_or_failed_is_alive_and_not_ready() {
        for (var state :
                new InitState[] {
                    new InitState.Initialising(), new InitState.Failed("no", "", "", 1, true)
                }) {
            try (var door = Doors.open(Doors.onAnyPort(), TestFunctions.in(state))) {

                assertThat(status(door, "/health/liveness")).isEqualTo(200);
                assertThat(status(door, "/health/readiness")).isEqualTo(503);
                assertThat(status(door, "/actuator/health")).isEqualTo(503);
            }
        }
    }

    @Test
    void one_function_that_is_not_ready_makes_all_wait() {
        var other = TestFunctions.in(new InitState.Initialising(), "name", "other");
        try (var door = Doors.open(Doors.onAnyPort(), ready, other)) {

            assertThat(status(door, "/health/readiness")).isEqualTo(503);
        }
    }

    @Test
    void a_door_that_drains_is_not_ready() throws InterruptedException {
        try (var door = Doors.open(Doors.onAnyPort(), ready);
                var wire = new Wire(door.port())) {
            // The connection is older than the end: new ones are not taken any more.
            assertThat(wire.send("GET /health/readiness HTTP/1.1\r\nHost: a\r\n\r\n").answer())
                    .startsWith("HTTP/1.1 200");

            door.drain();

            assertThat(wire.send("GET /health/readiness HTTP/1.1\r\nHost: a\r\n\r\n").answer())
                    .startsWith("HTTP/1.1 503");
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void more_lost_threads_than_may_be_end_liveness_and_readiness_until_they_are_gone() {
        var lost = new AtomicInteger(2);
        var settings = Doors.onAnyPort("max-lost-threads", "3");
        try (var door =
                Doors.open(settings, ready, TestFunctions.losing(lost, "name", "leaking"))) {
            lost.set(3);
            assertThat(status(door, "/health/liveness")).isEqualTo(200);

            lost.set(4);

            assertThat(status(door, "/health/liveness")).isEqualTo(503);
            assertThat(status(door, "/health/readiness")).isEqualTo(503);
            assertThat(door.isLive()).isFalse();
            assertThat(door.isReady()).isFalse();
            assertThat(Caller.HTTP_1_1.post(door.port(), "/leaking", "{}").status())
                    .as("Callers are served as long as they come")
                    .isEqualTo(200);

            lost.set(0);

            assertThat(status(door, "/health/liveness")).isEqualTo(200);
            assertThat(door.isReady()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "User-Agent, kube-probe/1.31",
        "User-Agent, Knative-Queue-Proxy-Probe",
        "User-Agent, Knative-Activator-Probe",
        "K-Kubelet-Probe, queue",
        "K-Network-Probe, probe"
    })
    void a_marked_probe_never_reaches_a_function_whatever_its_path(String name, String value) {
        try (var door = Doors.open(Doors.onAnyPort(), ready)) {
            var mark = Map.of(name, value);

            var probe = Caller.HTTP_1_1.send(door.port(), "GET", "/orders", mark, new byte[0]);
            var call = Caller.HTTP_1_1.send(door.port(), "POST", "/orders", mark, new byte[0]);

            assertThat(probe.text()).isEqualTo("{\"status\":\"UP\"}");
            assertThat(call.status()).isEqualTo(200);
            assertThat(calls).hasValue(1);
        }
    }

    @Test
    void paths_can_be_moved_and_left_to_the_function() {
        var settings = Doors.onAnyPort("liveness-paths", "/alive", "readiness-paths", "none");
        try (var door = Doors.open(settings, ready)) {

            assertThat(Caller.HTTP_1_1.get(door.port(), "/alive").text()).contains("UP");
            assertThat(Caller.HTTP_1_1.get(door.port(), "/health/liveness").text())
                    .contains("\"rawPath\":\"/health/liveness\"");
            assertThat(Caller.HTTP_1_1.get(door.port(), "/health/readiness").text())
                    .contains("\"rawPath\":\"/health/readiness\"");
        }
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void only_reading_is_allowed(Caller caller) {
        try (var door = Doors.open(Doors.onAnyPort(), ready)) {

            var posted = caller.post(door.port(), "/health/liveness", "{}");
            var head = caller.send(door.port(), "HEAD", "/health/liveness", Map.of(), new byte[0]);

            assertThat(posted.status()).isEqualTo(405);
            assertThat(posted.header("allow")).contains("GET, HEAD");
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void an_answer_costs_no_allocation() {
        var functions = new HostedFunctions();
        functions.add(ready);
        var health = new Health(Doors.onAnyPort(), functions, new InFlight());
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (var i = 0; i < 50_000; i++) {
            answer(health);
        }

        var before = threads.getCurrentThreadAllocatedBytes();
        for (var i = 0; i < 1000; i++) {
            answer(health);
        }
        var allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).isLessThan(1000 * 40);
    }

    private static int answer(Health health) {
        var probe = health.probeAt(RequestPath.of("/health/readiness"));
        if (probe == null) {
            throw new AssertionError("That is a probe's path");
        }
        return health.answer(probe, HttpMethod.GET).status();
    }

    private static int status(FrontDoor door, String path) {
        return Caller.HTTP_1_1.get(door.port(), path).status();
    }
}
