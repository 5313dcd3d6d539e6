package dev.kiln.runtime.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.runtime.report.InvocationReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers and times in the platform's lines. */
class PlatformLinesTest {

    private final PlatformLines lines = new PlatformLines(LogFormat.TEXT, "7", true);

    @ParameterizedTest
    @CsvSource({
        "0, 0.00, 1",
        "4999, 0.00, 1",
        "10000, 0.01, 1",
        "999999, 0.99, 1",
        "1000000, 1.00, 1",
        "1000001, 1.00, 2",
        "12050000, 12.05, 13",
        "3000000000, 3000.00, 3000",
        "901000000000, 901000.00, 901000"
    })
    void milliseconds_have_two_decimals_and_are_billed_up(
            long nanos, String duration, String billed) {
        var report =
                new InvocationReport(
                        "orders",
                        "id",
                        Optional.empty(),
                        Duration.ZERO,
                        Duration.ofNanos(nanos),
                        Optional.empty());

        assertThat(lines.end(report, 128, 64))
                .isEqualTo(
                        "END RequestId: id\nREPORT RequestId: id\tDuration: "
                                + duration
                                + " ms\tBilled Duration: "
                                + billed
                                + " ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB\t\n");
    }

    @Test
    void the_version_is_the_functions() {
        assertThat(lines.start("id")).isEqualTo("START RequestId: id Version: 7\n");
    }

    @Test
    void times_have_three_decimals_always() {
        assertThat(PlatformLines.time(Instant.parse("2026-01-02T03:04:05Z")))
                .isEqualTo("2026-01-02T03:04:05.000Z");
        assertThat(PlatformLines.time(Instant.parse("2026-01-02T03:04:05.120999Z")))
                .isEqualTo("2026-01-02T03:04:05.120Z");
    }

    @Test
    void ids_are_escaped_in_json() {
        var json = new PlatformLines(LogFormat.JSON, "$LATEST", true);

        assertThat(json.start("a\"b")).contains("{\"requestId\":\"a\\\"b\",");
    }
}
