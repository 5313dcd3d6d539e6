package dev.kiln.conformance.knative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.knative.Gated;
import com.example.knative.Halved;
import dev.kiln.server.it.KilnProcess;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Concurrency and time, which queue-proxy and the host limit each for itself. */
@ExtendWith(QueueProxyCondition.class)
class LimitsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir Path folder;

    /** queue-proxy's queue has ten places for each request that may run. */
    @Test
    void containerConcurrency_runs_and_what_no_queue_holds_is_turned_away() throws Exception {
        try (var kiln = gated("MAX_CONCURRENCY", "2");
                var queue = QueueProxy.inFrontOf(kiln, Map.of("CONTAINER_CONCURRENCY", "2"))) {
            queue.awaitReady();
            var answers = send(queue, 30);
            await().atMost(PATIENCE).until(() -> ended(answers).size() == 8);
            await().atMost(PATIENCE).until(() -> arrivals(kiln) >= 2);

            assertThat(ended(answers))
                    .allSatisfy(refused -> {
                        assertThat(refused.statusCode()).isEqualTo(503);
                        assertThat(refused.body()).contains("pending request queue full");
                    });
            assertThat(arrivals(kiln)).as("as many as may run").isEqualTo(2);
            Files.createFile(folder.resolve("gate"));

            assertThat(answers.stream().map(CompletableFuture::join))
                    .filteredOn(answer -> answer.statusCode() == 200)
                    .hasSize(22);
        }
    }

    /** Without containerConcurrency it is the host that holds requests back. */
    @Test
    void the_host_s_own_limit_makes_others_wait_and_then_answers_429() throws Exception {
        try (var kiln = gated("INVOKER_COUNT", "1", "KILN_QUEUE_LENGTH", "3");
                var queue = QueueProxy.inFrontOf(kiln, Map.of())) {
            queue.awaitReady();
            var answers = send(queue, 10);
            await().atMost(PATIENCE).until(() -> ended(answers).size() == 6);

            assertThat(ended(answers)).extracting(HttpResponse::statusCode).containsOnly(429);
            assertThat(arrivals(kiln)).isEqualTo(1);
            Files.createFile(folder.resolve("gate"));

            assertThat(answers.stream().map(CompletableFuture::join))
                    .filteredOn(answer -> answer.statusCode() == 200)
                    .hasSize(4);
        }
    }

    @Test
    void queue_proxy_answers_504_when_the_revision_s_timeout_is_shorter() throws Exception {
        try (var kiln = gated("AWS_LAMBDA_FUNCTION_TIMEOUT", "60");
                var queue = QueueProxy.inFrontOf(kiln, timeoutOf(2))) {
            queue.awaitReady();

            var late = queue.postInBackground("1").join();

            assertThat(late.statusCode()).isEqualTo(504);
            assertThat(late.body()).isEqualTo("request timeout");
        }
    }

    @Test
    void the_caller_gets_the_function_s_own_timeout_when_that_is_shorter() throws Exception {
        try (var kiln = gated("AWS_LAMBDA_FUNCTION_TIMEOUT", "1");
                var queue = QueueProxy.inFrontOf(kiln, timeoutOf(30))) {
            queue.awaitReady();

            var late = queue.postInBackground("1").join();

            assertThat(late.statusCode()).isEqualTo(504);
            assertThat(late.body()).contains("Task timed out after 1.00 seconds");
        }
    }

    @Test
    void an_answer_that_has_begun_is_cut_at_the_revision_s_timeout() throws Exception {
        try (var kiln =
                        Host.start(
                                folder,
                                Halved.class,
                                Map.of(
                                        "KILN_PAYLOAD_KIND",
                                        "function-url",
                                        "KILN_INVOKE_MODE",
                                        "RESPONSE_STREAM"));
                var queue = QueueProxy.inFrontOf(kiln, timeoutOf(3))) {
            queue.awaitReady();

            var cut = queue.get("/");

            assertThat(cut.statusCode()).isEqualTo(200);
            assertThat(cut.body()).startsWith("first half,").doesNotContain("second half");
            Files.createFile(folder.resolve("gate"));
            assertThat(queue.get("/").body()).isEqualTo("first half,second half");
        }
    }

    private KilnProcess gated(String... variables) throws Exception {
        var all = new HashMap<>(Map.of("KILN_PAYLOAD_KIND", "raw"));
        for (var i = 0; i < variables.length; i += 2) {
            all.put(variables[i], variables[i + 1]);
        }
        return Host.start(folder, Gated.class, all);
    }

    private static Map<String, String> timeoutOf(int seconds) {
        var value = Integer.toString(seconds);
        return Map.of(
                "REVISION_TIMEOUT_SECONDS",
                value,
                "REVISION_RESPONSE_START_TIMEOUT_SECONDS",
                value);
    }

    private static List<CompletableFuture<HttpResponse<String>>> send(QueueProxy queue, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> queue.postInBackground(Integer.toString(i)))
                .toList();
    }

    private static List<HttpResponse<String>> ended(
            List<CompletableFuture<HttpResponse<String>>> answers) {
        return answers.stream()
                .filter(CompletableFuture::isDone)
                .map(CompletableFuture::join)
                .toList();
    }

    private static long arrivals(KilnProcess kiln) {
        return kiln.output().lines().filter(line -> line.startsWith("arrived ")).count();
    }
}
