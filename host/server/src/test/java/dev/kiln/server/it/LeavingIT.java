package dev.kiln.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SIGTERM as Knative sends it: when queue-proxy has waited, and requests may still run. */
class LeavingIT {

    private static final Path CLASSES = Path.of("target/test-classes").toAbsolutePath();
    private static final int IN_FLIGHT = 50;

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource
    void all_that_is_in_flight_is_answered_and_handlers_are_closed(Version version)
            throws Exception {
        try (var kiln = start(IN_FLIGHT);
                var client = HttpClient.newBuilder().version(version).build()) {
            kiln.awaitStart();
            var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
            // A request without a body is one that this client asks to upgrade to HTTP/2.
            client.send(
                    HttpRequest.newBuilder(URI.create(kiln.url() + "/health/liveness")).build(),
                    HttpResponse.BodyHandlers.discarding());
            for (var i = 0; i < IN_FLIGHT; i++) {
                answers.add(send(client, kiln, i));
            }
            for (var i = 0; i < IN_FLIGHT; i++) {
                var arrival = "arrived " + i;
                kiln.awaitLine(arrival::equals);
            }

            kiln.terminate();
            awaitRefusal(kiln);
            Files.createFile(folder.resolve("gate"));

            for (var i = 0; i < IN_FLIGHT; i++) {
                var answer = answers.get(i).join();
                assertThat(answer.statusCode()).as(kiln.output()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo(Integer.toString(i));
                assertThat(answer.version()).isEqualTo(version);
            }
            assertThat(kiln.awaitExit()).as(kiln.output()).isZero();
            assertThat(kiln.output().lines().filter("a handler was closed"::equals))
                    .hasSize(IN_FLIGHT);
            assertThat(kiln.output().lines().filter("a hook ran"::equals)).hasSize(IN_FLIGHT);
        }
    }

    @Test
    void a_second_signal_ends_the_process_at_once() throws Exception {
        try (var kiln = start(1);
                var client = HttpClient.newHttpClient()) {
            kiln.awaitStart();
            var cut = send(client, kiln, 1);
            kiln.awaitLine("arrived 1"::equals);

            kiln.terminate();
            awaitRefusal(kiln);
            kiln.terminate();

            assertThat(kiln.awaitExit()).isEqualTo(143);
            assertThat(kiln.output()).doesNotContain("a handler was closed");
            assertThat(cut).failsWithin(Duration.ofMinutes(1));
        }
    }

    private KilnProcess start(int environments) throws IOException {
        return KilnProcess.start(
                folder,
                Map.of(
                        "_HANDLER",
                        "com.example.Farewell",
                        "LAMBDA_TASK_ROOT",
                        CLASSES.toString(),
                        "KILN_PAYLOAD_KIND",
                        "raw",
                        "MAX_CONCURRENCY",
                        Integer.toString(environments),
                        "GATE",
                        folder.resolve("gate").toString()));
    }

    /** Until the process takes no further connections. */
    private static void awaitRefusal(KilnProcess kiln) {
        while (true) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), kiln.port())) {
                Thread.onSpinWait();
            } catch (IOException _) {
                return;
            }
        }
    }

    private static CompletableFuture<HttpResponse<String>> send(
            HttpClient client, KilnProcess kiln, int number) {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create(kiln.url() + "/"))
                        .POST(HttpRequest.BodyPublishers.ofString(Integer.toString(number)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
