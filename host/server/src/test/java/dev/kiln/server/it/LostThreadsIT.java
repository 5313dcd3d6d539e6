package dev.kiln.server.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostThreadsIT {

    private static final Path CLASSES = Path.of("target/test-classes").toAbsolutePath();

    @TempDir Path folder;

    @Test
    void a_host_that_has_lost_too_many_threads_says_so_everywhere_and_asks_to_be_replaced()
            throws Exception {
        try (var kiln =
                KilnProcess.start(
                        folder,
                        Map.of(),
                        "--kiln.handler=com.example.Troubles::end",
                        "--kiln.classes=" + CLASSES,
                        "--kiln.payload-kind=raw",
                        "--kiln.timeout=200ms",
                        "--kiln.max-lost-threads=0")) {
            kiln.awaitStart();
            assertThat(kiln.get("/health/liveness").statusCode()).isEqualTo(200);

            kiln.post("/", "\"deaf\"");

            await().atMost(Duration.ofMinutes(2))
                    .until(() -> kiln.get("/health/liveness").statusCode() == 503);
            assertThat(kiln.get("/health/readiness").statusCode()).isEqualTo(503);
            assertThat(kiln.manage("/actuator/health/liveness").statusCode()).isEqualTo(503);
            assertThat(kiln.manage("/actuator/health/readiness").statusCode()).isEqualTo(503);
            assertThat(kiln.manage("/actuator/health").body()).contains("\"lostThreads\":1");
            assertThat(
                            Exposition.of(kiln)
                                    .value("kiln_function_threads_lost", "function=\"Troubles\""))
                    .isEqualTo(1);
            assertThat(kiln.output().lines())
                    .filteredOn(line -> line.contains("kiln.max-lost-threads"))
                    .singleElement()
                    .asString()
                    .contains("1 threads live on after their execution environments, and 0 may");
            assertThat(kiln.post("/", "\"well\"").body())
                    .as("Whoever comes is served all the same")
                    .isEqualTo("\"well\"");
        }
    }

    @Test
    void without_a_management_port_the_probes_are_there_and_nothing_else() throws Exception {
        try (var kiln =
                KilnProcess.start(
                        folder,
                        Map.of("KILN_MANAGEMENT_PORT", "off"),
                        "--kiln.handler=com.example.Troubles::end",
                        "--kiln.classes=" + CLASSES)) {
            assertThat(kiln.awaitStart()).doesNotContain("Metrics at");

            assertThat(kiln.get("/actuator/health").statusCode()).isEqualTo(200);
            assertThat(kiln.get("/actuator/prometheus").statusCode()).isEqualTo(404);
        }
    }
}
