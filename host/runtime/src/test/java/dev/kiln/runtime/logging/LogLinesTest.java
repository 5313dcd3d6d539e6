package dev.kiln.runtime.logging;

import static dev.kiln.runtime.testing.TestFunction.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.functions.Exits;
import com.example.functions.Failing;
import com.example.functions.Logging;
import com.example.functions.Slow;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.testing.Meeting;
import dev.kiln.runtime.testing.TestFunction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The lines of the platform around those of the function. */
class LogLinesTest {

    private static final String MILLIS = "\\d+\\.\\d\\d";
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

    @Test
    void a_cold_call_has_its_initialisation_in_its_report_and_a_warm_one_has_not() {
        try (var function = TestFunction.start(Logging.class, "print").ready()) {

            var cold = tailOf(function, "cold\n");
            var warm = tailOf(function, "warm\n");

            assertThat(cold.text())
                    .matches(
                            start(cold)
                                    + "cold\n"
                                    + end(cold)
                                    + report(cold)
                                    + "Init Duration: "
                                    + MILLIS
                                    + " ms\t\n");
            assertThat(warm.text())
                    .matches(start(warm) + "warm\n" + end(warm) + report(warm) + "\n");
            assertThat(function.out()).isEqualTo("constructed\n" + cold.text() + warm.text());
        }
    }

    @Test
    void billed_are_started_milliseconds() {
        try (var function = TestFunction.start(Logging.class, "print").ready()) {

            var text = tailOf(function, "x\n").text();

            var duration = number(text, "\tDuration: ([0-9.]+) ms");
            var billed = number(text, "\tBilled Duration: ([0-9.]+) ms");
            assertThat(billed).isBetween(duration, duration + 1);
            assertThat(text).contains("\tMemory Size: ").contains("\tMax Memory Used: ");
        }
    }

    private static double number(String text, String pattern) {
        var matcher = java.util.regex.Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    @Test
    void a_fresh_environment_is_a_cold_call_again() {
        try (var function = TestFunction.start(Exits.class, "exit")) {
            function.result("count");
            function.error("1");

            var tail = tailOf(function, "count");

            assertThat(tail.text()).contains("\tInit Duration: ");
        }
    }

    @Test
    void a_timeout_has_its_line_and_its_status() {
        try (var meeting = new Meeting();
                var function =
                        TestFunction.of(Slow.class, "sleep")
                                .timeout(Duration.ofMillis(50))
                                .start()
                                .ready()) {

            var tail = tailOf(function, meeting.name());

            assertThat(tail.text())
                    .matches(
                            start(tail)
                                    + TIME
                                    + " "
                                    + tail.requestId()
                                    + " Task timed out after 0.05 seconds\n\n"
                                    + end(tail)
                                    + report(tail)
                                    + "Init Duration: "
                                    + MILLIS
                                    + " ms\tStatus: timeout\n");
        }
    }

    @Test
    void a_failure_has_its_trace_between_them() {
        try (var function = TestFunction.start(Failing.class, "fail").ready()) {

            var tail = tailOf(function, "checked");

            assertThat(tail.text())
                    .matches(
                            "(?s)"
                                    + start(tail)
                                    + "no such file: java.io.IOException\n"
                                    + "java.io.IOException: no such file\n\tat .*\n\n"
                                    + end(tail)
                                    + report(tail)
                                    + ".*");
        }
    }

    @Test
    void the_json_format_has_records_of_the_same_events() {
        try (var function =
                TestFunction.of(Logging.class, "print")
                        .variable("AWS_LAMBDA_LOG_FORMAT", "JSON")
                        .start()
                        .ready()) {

            var cold = tailOf(function, "plain\n");
            var warm = tailOf(function, "plain\n");

            var id = "\"requestId\":\"" + cold.requestId() + "\"";
            assertThat(cold.text().lines())
                    .satisfiesExactly(
                            line ->
                                    assertThat(line)
                                            .matches(
                                                    record(
                                                            "platform.start",
                                                            id + ",\"version\":\"\\$LATEST\"")),
                            line -> assertThat(line).isEqualTo("plain"),
                            line ->
                                    assertThat(line)
                                            .matches(
                                                    record(
                                                            "platform.runtimeDone",
                                                            id
                                                                    + ",\"status\":\"success\","
                                                                    + "\"metrics\":\\{\"durationMs\":"
                                                                    + MILLIS
                                                                    + "\\}")),
                            line ->
                                    assertThat(line)
                                            .matches(
                                                    record(
                                                            "platform.report",
                                                            id
                                                                    + ",\"status\":\"success\","
                                                                    + "\"metrics\":\\{\"durationMs\":"
                                                                    + MILLIS
                                                                    + ",\"billedDurationMs\":\\d+"
                                                                    + ",\"memorySizeMB\":\\d+"
                                                                    + ",\"maxMemoryUsedMB\":\\d+"
                                                                    + ",\"initDurationMs\":"
                                                                    + MILLIS
                                                                    + "\\}")));
            assertThat(warm.text()).doesNotContain("initDurationMs");
        }
    }

    @Test
    void the_json_format_tells_how_an_invocation_ended() {
        try (var meeting = new Meeting();
                var function =
                        TestFunction.of(Slow.class, "sleep")
                                .timeout(Duration.ofMillis(50))
                                .variable("AWS_LAMBDA_LOG_FORMAT", "json")
                                .start()) {

            assertThat(tailOf(function, meeting.name()).text())
                    .contains("\"status\":\"timeout\"")
                    .doesNotContain("Task timed out");
        }
        try (var function =
                TestFunction.of(Failing.class, "fail")
                        .variable("AWS_LAMBDA_LOG_FORMAT", "JSON")
                        .start()) {

            assertThat(tailOf(function, "checked").text()).contains("\"status\":\"error\"");
        }
    }

    @Test
    void there_are_none_where_reports_are_not_wanted() {
        try (var function =
                TestFunction.of(Logging.class, "print")
                        .variable("PRINT_REPORTS", "False")
                        .start()) {

            var first = tailOf(function, "first\n");
            tailOf(function, "open");
            tailOf(function, "last\n");

            assertThat(first.text()).isEqualTo("first\n");
            assertThat(function.out()).isEqualTo("constructed\nfirst\nopen\nlast\n");
        }
    }

    @Test
    void a_line_that_the_function_leaves_open_is_ended_before_them() {
        try (var function = TestFunction.start(Logging.class, "print").ready()) {

            var tail = tailOf(function, "open");

            assertThat(tail.text()).startsWith(startText(tail) + "open\nEND RequestId: ");
            assertThat(function.out()).isEqualTo("constructed\n" + tail.text());
        }
    }

    @Test
    void so_is_one_on_standard_error() {
        try (var function = TestFunction.start(Logging.class, "printToErr").ready()) {

            tailOf(function, "open");
            tailOf(function, "next");

            assertThat(function.err()).isEqualTo("open\nnext\n");
        }
    }

    private record Tail(Invocation invocation, String text) {

        String requestId() {
            return invocation.requestId();
        }
    }

    private static Tail tailOf(TestFunction function, String event) {
        var tail = new LogTail();
        var invocation = TestFunction.with(function.invocation(event), tail, null);
        await(function.pool().invoke(invocation));
        return new Tail(invocation, new String(tail.bytes(), StandardCharsets.UTF_8));
    }

    private static String startText(Tail tail) {
        return "START RequestId: " + tail.requestId() + " Version: $LATEST\n";
    }

    private static String start(Tail tail) {
        return java.util.regex.Pattern.quote(startText(tail));
    }

    private static String end(Tail tail) {
        return "END RequestId: " + tail.requestId() + "\n";
    }

    private static String report(Tail tail) {
        return "REPORT RequestId: "
                + tail.requestId()
                + "\tDuration: "
                + MILLIS
                + " ms\tBilled Duration: \\d+ ms\tMemory Size: \\d+ MB\tMax Memory Used: \\d+ MB\t";
    }

    private static String record(String type, String body) {
        return "\\{\"time\":\""
                + TIME
                + "\",\"type\":\""
                + type
                + "\",\"record\":\\{"
                + body
                + "\\}\\}";
    }
}
