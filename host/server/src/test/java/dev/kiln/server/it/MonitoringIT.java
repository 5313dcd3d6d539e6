package dev.kiln.server.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host whose functions end in every way, seen through its management port. */
class MonitoringIT {

    private static final Path CLASSES = Path.of("target/test-classes").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir static Path folder;

    private static KilnProcess kiln;

    private static HttpServer sink;

    @BeforeAll
    static void serve_all_kinds_of_callers() throws Exception {
        sink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sink.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        exchange.sendResponseHeaders(202, -1);
                    }
                });
        sink.start();
        Files.writeString(
                folder.resolve("kiln.yaml"),
                """
                kiln:
                  classes: %s
                  functions:
                    troubled: { handler: "com.example.Troubles::end", timeout: 500ms, max-result-size: 900 }
                    crowded: { handler: "com.example.Troubles::end", timeout: 2s, max-concurrency: 1, queue-length: 1 }
                    unmade: { handler: "com.example.Troubles$Unmade::handle" }
                    eventful: { handler: "com.example.Functions::echo", sink: "http://localhost:%d" }
                """
                        .formatted(CLASSES, sink.getAddress().getPort()));
        kiln = KilnProcess.start(folder, Map.of());
        kiln.awaitStart();
        for (var how : List.of("well", "well", "exception", "exit", "sleep", "long")) {
            invoke("troubled", how);
        }
        invoke("unmade", "well");
        invoke("unknown", "well");
        send("1", "{\"a\":1}");
        send("", "{\"a\":1}");
        Callable<Integer> caller = () -> invoke("crowded", "sleep");
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            callers.invokeAll(List.of(caller, caller, caller));
        }
    }

    @AfterAll
    static void stop() {
        kiln.close();
        sink.stop(0);
    }

    private static void send(String id, String data) throws Exception {
        kiln.send(
                HttpRequest.newBuilder(URI.create(kiln.url() + "/eventful"))
                        .header("ce-specversion", "1.0")
                        .header("ce-id", id)
                        .header("ce-source", "/test")
                        .header("ce-type", "a.type")
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(data)));
    }

    @Test
    void events_are_counted_under_our_names_and_those_of_klr() {
        awaitSample(
                "kiln_function_events_total",
                "function=\"eventful\",mapping=\"raw\",outcome=\"sent\"",
                1);
        awaitSample(
                "kiln_function_events_total",
                "function=\"eventful\",mapping=\"none\",outcome=\"malformed\"",
                1);
        awaitSample(
                "kiln_function_sink_deliveries_seconds_count",
                "function=\"eventful\",outcome=\"success\"",
                1);
        awaitSample(
                "event_processing_success_count",
                "event_source=\"/test\",event_type=\"a.type\"",
                1);
    }

    @Test
    void every_way_to_end_is_counted() {
        awaitSample("kiln_function_invocations_total", "function=\"troubled\"", 6);
        for (var type :
                List.of(
                        "Runtime.UserException",
                        "Runtime.ExitError",
                        "Sandbox.Timedout",
                        "Function.ResponseSizeTooLarge")) {
            awaitSample(
                    "kiln_function_errors_total",
                    "error_type=\"%s\",function=\"troubled\"".formatted(type),
                    1);
        }
        awaitSample("kiln_function_timeouts_total", "function=\"troubled\"", 1);
        awaitSample("kiln_function_throttles_total", "function=\"crowded\"", 1);
        awaitSample(
                "kiln_function_errors_total",
                "error_type=\"Runtime.BadFunctionCode\",function=\"unmade\"",
                1);
        awaitSample("kiln_function_duration_seconds_count", "function=\"troubled\"", 6);
        awaitSample("kiln_function_queue_wait_seconds_count", "function=\"troubled\"", 6);
    }

    @Test
    void cold_starts_are_counted_and_a_replacement_is_one() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    var metrics = Exposition.of(kiln);
                    assertThat(
                                    metrics.value(
                                            "kiln_function_init_duration_seconds_count",
                                            "function=\"troubled\",outcome=\"success\""))
                            .as("The first, and those after an exit and a timeout")
                            .isGreaterThanOrEqualTo(3);
                    assertThat(
                                    metrics.value(
                                            "kiln_function_init_duration_seconds_count",
                                            "function=\"unmade\",outcome=\"failure\""))
                            .isGreaterThanOrEqualTo(1);
                });
    }

    @Test
    void environments_and_those_who_wait_are_shown() {
        awaitSample("kiln_function_environments", "function=\"crowded\",state=\"busy\"", 0);
        awaitSample("kiln_function_environments", "function=\"crowded\",state=\"idle\"", 1);
        awaitSample("kiln_function_queue_length", "function=\"crowded\"", 0);
        awaitSample("kiln_function_invocations_active", "function=\"crowded\"", 0);
        awaitSample("kiln_function_threads_lost", "function=\"crowded\"", 0);
    }

    @Test
    void neither_a_callers_words_nor_a_thrown_class_make_a_series() throws Exception {
        var metrics = Exposition.of(kiln);

        assertThat(metrics.valuesOf("function"))
                .containsExactlyInAnyOrder("troubled", "crowded", "unmade", "eventful");
        assertThat(metrics.text()).doesNotContain("com.example", "unknown");
    }

    @Test
    void the_jvm_and_the_process_are_shown_too() throws Exception {
        assertThat(Exposition.of(kiln).names())
                .contains("jvm_memory_used_bytes", "jvm_threads_live_threads", "process_cpu_usage")
                .noneMatch(it -> it.startsWith("http_"));
    }

    @Test
    void the_dashboard_asks_for_what_there_is_and_for_all_that_is_kilns() throws Exception {
        var metrics = Exposition.of(kiln);
        var queries = DashboardQuery.allOf(KilnProcess.REPOSITORY.resolve("k8s/monitoring"));

        assertThat(queries).hasSizeGreaterThan(20);
        for (var query : queries) {
            for (var metric : query.metrics()) {
                assertThat(metrics.names()).as(query.text()).contains(metric);
                assertThat(metrics.labelsOf(metric)).as(query.text()).containsAll(query.labels());
            }
        }
        assertThat(queries.stream().flatMap(it -> it.metrics().stream()).distinct())
                .containsAll(
                        metrics.names().stream().filter(it -> it.startsWith("kiln_")).toList());
    }

    @Test
    void the_document_names_every_meter_and_no_other() throws Exception {
        var exported = Exposition.of(kiln).families("kiln_");

        var described =
                Pattern.compile("`(kiln_\\w+)`")
                        .matcher(
                                Files.readString(KilnProcess.REPOSITORY.resolve("docs/metrics.md")))
                        .results()
                        .map(it -> it.group(1))
                        .collect(Collectors.toSet());

        assertThat(described).isEqualTo(exported);
    }

    @Test
    void nothing_of_it_is_on_the_functions_port() throws Exception {
        for (var path : List.of("/actuator/prometheus", "/actuator/info", "/metrics")) {
            assertThat(kiln.get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void nothing_else_is_on_the_management_port() throws Exception {
        for (var path : List.of("/", "/troubled", "/2015-03-31/functions/troubled/invocations")) {
            assertThat(kiln.manage(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(kiln.manage("/metrics").headers().firstValue("location"))
                .hasValueSatisfying(it -> assertThat(it).endsWith("/actuator/prometheus"));
    }

    @Test
    void health_tells_the_same_as_the_probes_and_why() throws Exception {
        assertThat(kiln.get("/health/readiness").statusCode()).isEqualTo(503);
        assertThat(kiln.get("/health/liveness").statusCode()).isEqualTo(200);

        var readiness = kiln.manage("/actuator/health/readiness");
        var liveness = kiln.manage("/actuator/health/liveness");

        assertThat(readiness.statusCode()).isEqualTo(503);
        assertThat(readiness.body()).contains("\"unmade\":{\"state\":\"failed\"");
        assertThat(liveness.statusCode()).isEqualTo(200);
    }

    private static int invoke(String function, String how) throws Exception {
        var path = "/2015-03-31/functions/%s/invocations".formatted(function);
        return kiln.post(path, "\"%s\"".formatted(how)).statusCode();
    }

    /** The callers have their answers before the meters hear of it. */
    private static void awaitSample(String name, String labels, double value) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(Exposition.of(kiln).value(name, labels))
                                .as(name + " " + labels)
                                .isEqualTo(value));
    }
}
