package dev.kiln.conformance.knative;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.knative.Gated;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The end of a pod, with the steps that the kubelet takes. */
@ExtendWith(QueueProxyCondition.class)
class DrainIT {

    private static final int IN_FLIGHT = 50;

    /** queue-proxy's {@code drainSleepDuration}. */
    private static final Duration QUIET_PERIOD = Duration.ofSeconds(30);

    @TempDir Path folder;

    @Test
    void a_pod_that_ends_with_50_requests_in_flight_loses_none() throws Exception {
        try (var http1 = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                var http2 = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
                var kiln =
                        Host.start(
                                folder,
                                Gated.class,
                                Map.of("KILN_PAYLOAD_KIND", "raw", "MAX_CONCURRENCY", "60"));
                var queue = QueueProxy.inFrontOf(kiln, Map.of("CONTAINER_CONCURRENCY", "60"))) {
            queue.awaitReady();
            // A request without a body is one that this client asks to upgrade to HTTP/2.
            http2.send(
                    HttpRequest.newBuilder(queue.uri("/health/liveness")).build(),
                    BodyHandlers.discarding());
            var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
            for (var i = 0; i < IN_FLIGHT; i++) {
                answers.add(
                        queue.postInBackground(i % 2 == 0 ? http1 : http2, Integer.toString(i)));
            }
            for (var i = 0; i < IN_FLIGHT; i++) {
                kiln.awaitLine(("arrived " + i)::equals);
            }

            // SIGTERM to the one container; the other one has a hook that comes first.
            var begin = System.nanoTime();
            queue.terminate();
            var hook = queue.preStopHook();
            assertThat(statusWhileDraining(queue)).isEqualTo(503);
            // Clients that have not heard of it yet are served.
            answers.add(queue.postInBackground(Integer.toString(IN_FLIGHT)));
            kiln.awaitLine(("arrived " + IN_FLIGHT)::equals);
            assertThat(hook.join()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isGreaterThanOrEqualTo(QUIET_PERIOD);
            kiln.terminate();
            Files.createFile(folder.resolve("gate"));

            for (var i = 0; i < answers.size(); i++) {
                var answer = answers.get(i).join();
                assertThat(answer.statusCode()).as(kiln.output()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo(Integer.toString(i));
            }
            assertThat(kiln.awaitExit()).as(kiln.output()).isZero();
            assertThat(kiln.output()).contains("a handler was closed");
            assertThat(queue.awaitExit()).isZero();
        }
    }

    private static int statusWhileDraining(QueueProxy queue) throws Exception {
        var status = queue.probe();
        while (status == 200) {
            // The signal may be on its way.
            status = queue.probe();
        }
        return status;
    }
}
