package dev.kiln.server.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.server.it.OtlpReceiver.Received;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The spans of requests, as a collector receives them. */
class TracingIT {

    private static final Path CLASSES = Path.of("target/test-classes").toAbsolutePath();
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";

    @TempDir Path folder;

    private OtlpReceiver receiver;

    @BeforeEach
    void receive() throws Exception {
        receiver = new OtlpReceiver();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void the_first_request_is_there_although_it_came_before_spring() throws Exception {
        try (var kiln = start("com.example.Clients::trace", Map.of())) {
            var answer = kiln.post("/orders?secret=1", "{}");
            assertThat(answer.statusCode()).as(kiln.output()).isEqualTo(200);
            assertThat(kiln.output()).as("Spring starts after the answer").doesNotContain("Kiln ");

            var invocation = receiver.await(it -> it.isKind(SpanKind.SPAN_KIND_INTERNAL));
            var request = receiver.await(invocation.traceId(), SpanKind.SPAN_KIND_SERVER);

            assertThat(invocation.span().getName()).isEqualTo("clients");
            assertThat(invocation.parentId()).isEqualTo(request.id());
            assertThat(invocation.attributes())
                    .containsEntry("faas.coldstart", "true")
                    .containsEntry("faas.trigger", "http")
                    .containsEntry("faas.name", "clients")
                    .containsEntry("faas.version", "$LATEST")
                    .containsEntry("faas.max_memory", Long.toString(512L * 1024 * 1024))
                    .containsKeys(
                            "faas.invocation_id",
                            "cloud.resource_id",
                            "aws.lambda.invoked_arn",
                            "kiln.init.duration",
                            "kiln.queue.wait");
            assertThat(invocation.failed()).isFalse();
            assertThat(request.span().getName()).isEqualTo("POST");
            assertThat(request.parentId()).isEmpty();
            assertThat(request.attributes())
                    .containsEntry("http.request.method", "POST")
                    .containsEntry("url.path", "/orders")
                    .containsEntry("url.scheme", "http")
                    .containsEntry("http.response.status_code", "200")
                    .containsEntry("server.address", "localhost")
                    .containsEntry("server.port", Integer.toString(kiln.port()))
                    .containsKeys("network.protocol.version", "network.peer.address");
            assertThat(request.attributes().values())
                    .as("A query may hold secrets")
                    .noneMatch(it -> it.contains("secret"));
            assertThat(request.resource())
                    .containsEntry("service.name", "clients")
                    .containsEntry("faas.name", "clients")
                    .containsEntry("deployment.environment.name", "test");
            assertThat(request.span().getStartTimeUnixNano())
                    .isLessThanOrEqualTo(invocation.span().getStartTimeUnixNano());
            assertThat(request.took()).isGreaterThanOrEqualTo(invocation.took());
            assertThat(answer.body())
                    .as("What the function calls can be below its invocation")
                    .contains("Root=1-" + invocation.traceId().substring(0, 8))
                    .contains("Parent=" + invocation.id() + ";Sampled=1");
        }
    }

    @Test
    void a_callers_trace_is_continued_and_its_decision_respected() throws Exception {
        try (var kiln = start("com.example.Clients::trace", Map.of())) {
            var denied = "1af7651916cd43dd8448eb211c80319c";
            var answer = call(kiln, "traceparent", "00-" + denied + "-" + PARENT + "-00");
            assertThat(answer.body()).contains("Sampled=0");
            call(kiln, "traceparent", "00-" + TRACE + "-" + PARENT + "-01");
            call(kiln, "b3", "2af7651916cd43dd8448eb211c80319c-" + PARENT + "-1");

            var request = receiver.await(TRACE, SpanKind.SPAN_KIND_SERVER);
            var invocation = receiver.await(TRACE, SpanKind.SPAN_KIND_INTERNAL);
            var byB3 =
                    receiver.await("2af7651916cd43dd8448eb211c80319c", SpanKind.SPAN_KIND_INTERNAL);

            assertThat(request.parentId()).isEqualTo(PARENT);
            assertThat(invocation.parentId()).isEqualTo(request.id());
            assertThat(byB3.attributes()).containsEntry("faas.coldstart", "false");
            assertThat(receiver.spans()).extracting(Received::traceId).doesNotContain(denied);
        }
    }

    @Test
    void errors_timeouts_and_throttles_are_told_by_their_class() throws Exception {
        Files.writeString(
                folder.resolve("kiln.yaml"),
                """
                kiln:
                  classes: %s
                  functions:
                    troubled: { handler: "com.example.Troubles::end", timeout: 500ms }
                    crowded: { handler: "com.example.Troubles::end", timeout: 2s, max-concurrency: 1, queue-length: 1 }
                """
                        .formatted(CLASSES));
        try (var kiln = KilnProcess.start(folder, tracing(Map.of()))) {
            kiln.awaitStart();
            for (var how : List.of("exception", "sleep", "exit", "well")) {
                invoke(kiln, "troubled", how);
            }
            Callable<Integer> caller = () -> invoke(kiln, "crowded", "sleep");
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                callers.invokeAll(List.of(caller, caller, caller));
            }
            assertThat(kiln.post("/troubled", "{}").statusCode()).isEqualTo(500);

            failed("troubled", "Runtime.UserException");
            failed("troubled", "Runtime.ExitError");
            assertThat(failed("troubled", "Sandbox.Timedout").took())
                    .isBetween(Duration.ofMillis(500), Duration.ofSeconds(10));
            var throttled = failed("crowded", "TooManyRequestsException");
            var refusal = receiver.await(it -> it.id().equals(throttled.parentId()));
            assertThat(refusal.attributes())
                    .containsEntry("http.response.status_code", "429")
                    .containsEntry("http.route", ROUTE)
                    .containsEntry("faas.name", "crowded");
            assertThat(refusal.failed()).as("A caller who asks too often fails himself").isFalse();
            assertThat(refusal.span().getName()).isEqualTo("POST " + ROUTE);
            assertThat(throttled.attributes()).containsEntry("faas.trigger", "other");
            var answered =
                    receiver.await(
                            it -> "500".equals(it.attributes().get("http.response.status_code")));
            assertThat(answered.failed()).isTrue();
            assertThat(answered.attributes()).containsEntry("error.type", "500");
            assertThat(answered.resource()).containsEntry("service.name", "kiln");
        }
    }

    private static final String ROUTE = "/2015-03-31/functions/{FunctionName}/invocations";

    @Test
    void what_has_not_left_goes_out_at_the_end() throws Exception {
        var variables = Map.of("OTEL_BSP_SCHEDULE_DELAY", "600000");
        try (var kiln = start("com.example.Clients::trace", variables)) {
            kiln.awaitStart();
            call(kiln, "traceparent", "00-" + TRACE + "-" + PARENT + "-01");
            assertThat(receiver.spans()).isEmpty();

            kiln.terminate();

            assertThat(kiln.awaitExit()).isZero();
            assertThat(receiver.spans()).extracting(Received::traceId).contains(TRACE, TRACE);
        }
    }

    @Test
    void a_collector_that_is_down_costs_callers_nothing_and_the_log_a_line() throws Exception {
        receiver.refuse(true);
        var variables = Map.of("OTEL_BSP_SCHEDULE_DELAY", "50");
        try (var kiln = start("com.example.Clients::trace", variables)) {
            kiln.awaitStart();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> {
                        assertThat(kiln.post("/", "{}").statusCode()).isEqualTo(200);
                        return receiver.refused() >= 5;
                    });
            receiver.refuse(false);
            kiln.post("/", "{}");

            var output = kiln.awaitLine(it -> it.contains("Spans arrive at"));

            assertThat(output.lines().filter(it -> it.toLowerCase().contains("span")))
                    .hasSize(2)
                    .first()
                    .asString()
                    .contains("Spans do not arrive at " + receiver.endpoint() + "/v1/traces");
        }
    }

    @Test
    void without_an_endpoint_no_class_of_it_is_loaded() throws Exception {
        var classes = folder.resolve("classes.txt");
        var variables =
                Map.of(
                        "_HANDLER",
                        "com.example.Clients::trace",
                        "LAMBDA_TASK_ROOT",
                        CLASSES.toString(),
                        "JAVA_TOOL_OPTIONS",
                        "-Xlog:class+load:file=" + classes);
        try (var kiln = KilnProcess.start(folder, variables)) {
            assertThat(kiln.post("/", "{}").body()).contains("Sampled=0");
            kiln.awaitStart();

            assertThat(Files.readAllLines(classes))
                    .anyMatch(it -> it.contains("dev.kiln.server.KilnApplication"))
                    .noneMatch(it -> it.contains("] io.opentelemetry.sdk."));
        }
    }

    @Test
    void a_protocol_that_is_not_offered_ends_the_start() throws Exception {
        var variables = Map.of("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
        try (var kiln = start("com.example.Clients::trace", variables)) {
            assertThat(kiln.awaitExit()).isEqualTo(1);
            assertThat(kiln.output())
                    .contains("OTEL_EXPORTER_OTLP_PROTOCOL is 'grpc'", "http/protobuf")
                    .doesNotContain("Exception");
        }
    }

    private Received failed(String function, String type) {
        var span =
                receiver.await(it ->
                        it.span().getName().equals(function)
                                && type.equals(it.attributes().get("error.type")));
        assertThat(span.failed()).as(type).isTrue();
        return span;
    }

    private KilnProcess start(String handler, Map<String, String> more) throws Exception {
        var variables = new HashMap<>(tracing(more));
        variables.put("_HANDLER", handler);
        variables.put("LAMBDA_TASK_ROOT", CLASSES.toString());
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
        variables.put("AWS_LAMBDA_FUNCTION_NAME", "clients");
        return KilnProcess.start(folder, variables);
    }

    private Map<String, String> tracing(Map<String, String> more) {
        var variables = new HashMap<String, String>();
        variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint());
        variables.put("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test");
        variables.put("OTEL_BSP_SCHEDULE_DELAY", "200");
        variables.putAll(more);
        return variables;
    }

    private static HttpResponse<String> call(KilnProcess kiln, String header, String value)
            throws Exception {
        return kiln.send(
                HttpRequest.newBuilder(URI.create(kiln.url() + "/"))
                        .header(header, value)
                        .POST(BodyPublishers.ofString("{}")));
    }

    private static int invoke(KilnProcess kiln, String function, String how) throws Exception {
        var path = "/2015-03-31/functions/%s/invocations".formatted(function);
        return kiln.post(path, "\"" + how + "\"").statusCode();
    }
}
