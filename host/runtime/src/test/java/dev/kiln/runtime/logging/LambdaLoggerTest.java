package dev.kiln.runtime.logging;

import static dev.kiln.runtime.testing.TestFunction.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.functions.Failing;
import com.example.functions.Logging;
import dev.kiln.runtime.testing.TestFunction;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AWS's logger in both formats. */
class LambdaLoggerTest {

    private static final String TIME = "\"timestamp\":\"\\d{4}-\\d\\d-\\d\\dT[0-9:.]{12}Z\"";

    @Test
    void text_is_written_as_it_is_and_levels_stand_in_front() {
        try (var function =
                TestFunction.of(Logging.class, "levels")
                        .variable("PRINT_REPORTS", "false")
                        .start()) {

            function.invoke("");

            assertThat(function.out())
                    .isEqualTo(
                            """
                            constructed
                            undefined
                            [TRACE] trace
                            [DEBUG] debug
                            [INFO] info
                            [WARN] warn
                            [ERROR] error
                            [FATAL] fatal
                            bytes
                            no level
                            """);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "trace, TRACE DEBUG INFO WARN ERROR FATAL, true",
        "DEBUG, DEBUG INFO WARN ERROR FATAL, true",
        "Info, INFO WARN ERROR FATAL, true",
        "WARN, WARN ERROR FATAL, false",
        "ERROR, ERROR FATAL, false",
        "FATAL, FATAL, false"
    })
    void records_below_the_level_are_left_out_and_those_without_one_are_not(
            String level, String expected, boolean bytes) {
        try (var function =
                TestFunction.of(Logging.class, "levels")
                        .variable("PRINT_REPORTS", "false")
                        .variable("AWS_LAMBDA_LOG_LEVEL", level)
                        .start()) {

            function.invoke("");

            assertThat(function.out().lines().filter(line -> line.startsWith("[")))
                    .extracting(line -> line.substring(1, line.indexOf(']')))
                    .containsExactly(expected.split(" ", -1));
            assertThat(function.out()).contains("constructed\nundefined\n", "no level\n");
            assertThat(function.out().contains("\nbytes\n")).isEqualTo(bytes);
        }
    }

    @Test
    void json_records_are_objects_with_the_invocations_id() {
        try (var function = json(Logging.class, "levels").ready()) {
            var invocation = function.invocation("");

            await(function.pool().invoke(invocation));

            var id = ",\"AWSRequestId\":\"" + invocation.requestId() + "\"";
            var lines = function.out().lines().toList();
            assertThat(lines).hasSize(10);
            assertThat(lines.getFirst())
                    .matches(
                            "\\{"
                                    + TIME
                                    + ",\"message\":\"constructed\\\\n\",\"level\":\"UNDEFINED\"\\}");
            assertThat(lines.get(4))
                    .matches(
                            "\\{"
                                    + TIME
                                    + ",\"message\":\"info\\\\n\",\"level\":\"INFO\""
                                    + id
                                    + "\\}");
            assertThat(lines.get(8)).isEqualTo("bytes");
        }
    }

    @Test
    void json_records_of_other_threads_have_no_id() {
        try (var function = json(Logging.class, "onThreads")) {
            var invocation = function.invocation("");

            await(function.pool().invoke(invocation));

            assertThat(function.out().lines())
                    .anySatisfy(line ->
                            assertThat(line)
                                    .contains("on the invocation's thread")
                                    .contains(invocation.requestId()))
                    .anySatisfy(line ->
                            assertThat(line)
                                    .contains("on a thread of its own")
                                    .doesNotContain("AWSRequestId"));
        }
    }

    @Test
    void a_failure_is_one_json_record_at_level_error() {
        try (var function = json(Failing.class, "fail")) {
            var invocation = function.invocation("checked");

            await(function.pool().invoke(invocation));

            assertThat(function.out().lines())
                    .singleElement()
                    .asString()
                    .matches(
                            "\\{"
                                    + TIME
                                    + ",\"message\":\"no such file: java.io.IOException\\\\njava.*"
                                    + "\",\"level\":\"ERROR\",\"AWSRequestId\":\""
                                    + invocation.requestId()
                                    + "\"\\}");
        }
    }

    @Test
    void printed_text_is_never_wrapped() {
        try (var function = json(Logging.class, "print")) {

            function.invoke("plain € text\n");

            assertThat(function.out()).endsWith("}\nplain € text\n");
        }
    }

    @Test
    void a_record_without_a_line_break_ends_with_its_invocation() {
        try (var function =
                TestFunction.of(Logging.class, "log").variable("PRINT_REPORTS", "false").start()) {

            function.invoke("first".getBytes(StandardCharsets.UTF_8));
            function.invoke("second".getBytes(StandardCharsets.UTF_8));

            assertThat(function.out()).isEqualTo("constructed\nfirst\nsecond\n");
        }
    }

    private static TestFunction json(Class<?> type, String method) {
        return TestFunction.of(type, method)
                .variable("PRINT_REPORTS", "false")
                .variable("AWS_LAMBDA_LOG_FORMAT", "JSON")
                .start();
    }
}
