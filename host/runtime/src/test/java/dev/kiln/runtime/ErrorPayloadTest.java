package dev.kiln.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lambda's error JSON, byte for byte. */
class ErrorPayloadTest {

    @Test
    void an_exception_has_message_type_and_frames_in_this_order() {
        var error = new IllegalStateException("no \"such\" <thing>");
        error.setStackTrace(
                new StackTraceElement[] {
                    new StackTraceElement("a.B", "c", "B.java", 7),
                    new StackTraceElement(null, "java.base", null, "java.lang.D", "e", null, -2)
                });

        var report = ErrorPayload.ofException(error, "/var/task");

        assertThat(text(report))
                .isEqualTo(
                        "{\"errorMessage\":\"no \\\"such\\\" <thing>\","
                                + "\"errorType\":\"java.lang.IllegalStateException\","
                                + "\"stackTrace\":[\"a.B.c(B.java:7)\","
                                + "\"java.base/java.lang.D.e(Native Method)\"]}");
        assertThat(report.functionErrorType()).isEqualTo("Runtime.UserException");
        assertThat(report.xrayCause())
                .contains(
                        "{\"working_directory\":\"/var/task\",\"exceptions\":[{"
                                + "\"message\":\"no \\\"such\\\" <thing>\","
                                + "\"type\":\"java.lang.IllegalStateException\",\"stack\":["
                                + "{\"label\":\"c\",\"path\":\"B.java\",\"line\":7},"
                                + "{\"label\":\"e\",\"path\":\"D.java\",\"line\":-2}]}],"
                                + "\"paths\":[\"B.java\",\"D.java\"]}");
    }

    @Test
    void a_fault_without_an_exception_has_its_message_only() {
        assertThat(text(ErrorPayload.ofFault("bad handler", Optional.empty())))
                .isEqualTo("{\"errorMessage\":\"bad handler\"}");
        assertThat(text(ErrorPayload.ofFault("bad", Optional.of(new Error("x")))))
                .isEqualTo("{\"errorMessage\":\"bad\",\"errorType\":\"java.lang.Error\"}");
    }

    @Test
    void a_timeout_names_its_seconds() {
        var report = ErrorPayload.timedOut("id", Duration.ofSeconds(3));

        assertThat(text(report))
                .isEqualTo(
                        "{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":"
                                + "\"RequestId: id Error: Task timed out after 3.00 seconds\"}");
        assertThat(report.functionErrorType()).isEqualTo("Sandbox.Timedout");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.00",
        "9, 0.00",
        "10, 0.01",
        "999, 0.99",
        "1000, 1.00",
        "61050, 61.05",
        "900000, 900.00"
    })
    void seconds_have_two_decimals(long millis, String text) {
        assertThat(ErrorPayload.seconds(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void text_is_escaped_as_awss_writer_does() {
        assertThat(ErrorPayload.quote("\"\\\b\f\n\r\t\u0000\u001f\u007f/<>&'é😀\u2028\u2029"))
                .isEqualTo("\"\\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u001f\u007f/<>&'é😀\\u2028\\u2029\"");
    }

    private static String text(Outcome.FunctionError report) {
        return new String(report.error(), UTF_8);
    }
}
