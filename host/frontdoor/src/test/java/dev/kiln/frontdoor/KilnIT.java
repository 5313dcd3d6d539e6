package dev.kiln.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.frontdoor.http.Caller;
import dev.kiln.frontdoor.http.Caller.Reply;
import dev.kiln.frontdoor.http.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The process: both orders of start, the take-over, failures, signals. */
class KilnIT {

    private static final String BYTES = "com.example.cases.Bytes";
    private static final String INVOCATIONS = "/2015-03-31/functions/function/invocations";
    private static final String INVOCATION =
            "POST " + INVOCATIONS + " HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}";

    @Test
    void a_named_handler_answers_before_the_application_runs_and_the_application_joins()
            throws Exception {
        var variables = new HashMap<>(HostInProcess.handler(BYTES));
        variables.put("TEST_SLOW", "yes");
        try (var host = HostInProcess.start(variables)) {
            host.opened();

            var first = Caller.HTTP_1_1.post(host.port(), INVOCATIONS, "{\"a\":1}");
            var startedByThen = host.output().contains("application started");
            var other = Caller.HTTP_1_1.get(host.port(), "/actuator/info");

            assertThat(first.text()).isEqualTo("{\"a\":1}");
            assertThat(startedByThen).isFalse();
            assertThat(other.text()).isEqualTo("joined");
        }
    }

    @Test
    void nobody_asks_and_the_application_starts_all_the_same() throws Exception {
        try (var host = HostInProcess.start(HostInProcess.handler(BYTES))) {

            host.says("application started");

            assertThat(Caller.HTTP_1_1.get(host.port(), "/actuator/info").text())
                    .isEqualTo("joined");
        }
    }

    @Test
    void without_a_handler_the_application_opens_the_door() throws Exception {
        try (var host = HostInProcess.start(Map.of())) {
            host.says("application started");

            assertThat(Caller.HTTP_1_1.post(host.port(), "/one", "{\"a\":1}").text())
                    .isEqualTo("{\"a\":1}");
            assertThat(Caller.HTTP_1_1.post(host.port(), "/two", "{\"b\":1}").text())
                    .isEqualTo("{\"b\":1}");
            assertThat(Caller.HTTP_1_1.get(host.port(), "/three").text()).isEqualTo("opened");
        }
    }

    @Test
    void a_composition_makes_the_application_come_first() throws Exception {
        try (var host =
                HostInProcess.start(HostInProcess.handler(BYTES), "--kiln.definition=a|b")) {
            host.says("application started");

            assertThat(Caller.HTTP_1_1.get(host.port(), "/three").text()).isEqualTo("opened");
        }
    }

    @Test
    void a_name_that_the_door_does_not_know_makes_the_application_come_first() throws Exception {
        for (var argument : List.of("--kiln.timout=3s", "timeout")) {
            try (var host = HostInProcess.start(HostInProcess.handler(BYTES), argument)) {
                host.says("application started");

                assertThat(Caller.HTTP_1_1.get(host.port(), "/three").text()).isEqualTo("opened");
            }
        }
    }

    @Test
    void an_application_that_cannot_start_ends_the_process_with_its_message() throws Exception {
        for (var order : List.of(HostInProcess.handler(BYTES), Map.<String, String>of())) {
            var variables = new HashMap<>(order);
            variables.put("TEST_FAILURE", "The bean 'x' is not there.");
            try (var host = HostInProcess.start(variables)) {

                assertThat(host.ended()).isEqualTo(1);
                assertThat(host.says("is not there.").output())
                        .isEqualTo("The bean 'x' is not there.\n");
            }
        }
    }

    @Test
    void a_bad_setting_ends_the_start_with_one_line() throws Exception {
        var port = new HashMap<>(HostInProcess.handler(BYTES));
        port.put("PORT", "http");
        try (var host = HostInProcess.start(port)) {
            assertThat(host.ended()).isEqualTo(1);
            assertThat(host.says("\n").output())
                    .isEqualTo("PORT is 'http', but it is a whole number from 0 to 65535.\n");
        }
        try (var host =
                HostInProcess.start(Map.of("_HANDLER", BYTES, "LAMBDA_TASK_ROOT", "/nowhere"))) {
            assertThat(host.ended()).isEqualTo(1);
            assertThat(host.says("\n").output())
                    .isEqualTo("'LAMBDA_TASK_ROOT' is '/nowhere', but there is no such folder.\n");
        }
    }

    @Test
    void a_port_that_is_taken_ends_the_start_with_one_line() throws Exception {
        try (var first = HostInProcess.start(HostInProcess.handler(BYTES)).opened();
                var second =
                        HostInProcess.start(
                                HostInProcess.handler(BYTES), "--server.port=" + first.port())) {

            assertThat(second.ended()).isEqualTo(1);
            assertThat(second.says("\n").output().lines().toList())
                    .singleElement()
                    .asString()
                    .contains("Cannot listen on port " + first.port());
        }
    }

    @Test
    void a_handler_that_is_not_there_is_said_at_once() throws Exception {
        try (var host = HostInProcess.start(HostInProcess.handler("com.example.Nowhere"))) {

            host.says(
                    "Function 'Nowhere' cannot be initialised: Class not found: com.example.Nowhere.");
            host.opened();

            assertThat(Caller.HTTP_1_1.get(host.port(), "/health/readiness").status())
                    .isEqualTo(503);
        }
    }

    @Test
    void on_knative_a_function_that_cannot_be_made_ends_the_process() throws Exception {
        var variables = new HashMap<>(HostInProcess.handler("com.example.cases.Broken"));
        variables.put("K_SERVICE", "broken");
        try (var host = HostInProcess.start(variables)) {

            assertThat(host.ended()).isEqualTo(1);
            host.says("Function 'broken' cannot be initialised: the database is not there.");
            host.says("Giving up: function 'broken' failed to initialise 3 times.");
        }
    }

    @Test
    void sigterm_lets_running_requests_end_and_the_status_is_0() throws Exception {
        try (var host =
                HostInProcess.start(HostInProcess.handler("com.example.cases.Cases::sleeping"))) {
            host.says("application started");
            var running = new ArrayList<CompletableFuture<Reply>>();
            running.add(
                    CompletableFuture.supplyAsync(
                            () -> Caller.HTTP_1_1.post(host.port(), INVOCATIONS, "{\"a\":1}")));
            host.says("START RequestId");

            host.signal("TERM");

            assertThat(running.getFirst().join().text()).isEqualTo("{\"a\":1}");
            assertThat(host.ended()).isZero();
            host.says("application closed");
        }
    }

    @Test
    void sigterm_before_the_application_runs_waits_for_running_requests_too() throws Exception {
        try (var host =
                HostInProcess.start(HostInProcess.handler("com.example.cases.Slow::handle"))) {
            host.opened();
            var running =
                    CompletableFuture.supplyAsync(
                            () -> Caller.HTTP_1_1.post(host.port(), INVOCATIONS, "{\"a\":1}"));
            host.says("START RequestId");

            host.signal("TERM");
            var startedByThen = host.output().contains("application started");

            assertThat(startedByThen).isFalse();
            assertThat(running.join().text()).isEqualTo("{\"a\":1}");
            assertThat(host.ended()).isZero();
        }
    }

    @Test
    void sigterm_lets_a_handler_end_whose_caller_has_hung_up() throws Exception {
        try (var host =
                HostInProcess.start(HostInProcess.handler("com.example.cases.Cases::sleeping"))) {
            host.opened();
            try (var wire = new Wire(host.port())) {
                wire.send(INVOCATION);
                host.says("START RequestId");
            }

            host.signal("TERM");

            assertThat(host.ended()).isZero();
            host.says("END RequestId").says("REPORT RequestId");
        }
    }

    @Test
    void an_exit_that_cannot_be_redirected_is_named_in_the_log() throws Exception {
        try (var host =
                HostInProcess.start(HostInProcess.handler("com.example.cases.Exits::handle"))) {
            host.opened();
            try (var wire = new Wire(host.port())) {
                wire.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

                assertThat(host.ended()).isEqualTo(3);
            }

            host.says("requests that run are cut off (1): a function called System.exit");
        }
    }

    @Test
    void a_second_sigterm_ends_the_process_at_once_with_143() throws Exception {
        try (var host =
                HostInProcess.start(HostInProcess.handler("com.example.cases.Cases::sleeping"))) {
            host.says("application started");
            try (var wire = new Wire(host.port())) {
                wire.send(INVOCATION);
                host.says("START RequestId");

                host.signal("TERM");
                Until.holds(() -> !host.accepts());
                host.signal("TERM");

                assertThat(host.ended()).isEqualTo(143);
            }
        }
    }
}
