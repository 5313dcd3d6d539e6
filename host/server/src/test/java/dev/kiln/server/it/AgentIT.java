package dev.kiln.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.kiln.server.it.OtlpReceiver.Received;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenTelemetry's agent sees what a function calls, below the spans that the host makes. */
class AgentIT {

    private static final Path CLASSES = Path.of("target/test-classes").toAbsolutePath();
    private static final Path LAUNCHER = Path.of("target/kiln/bin/kiln").toAbsolutePath();

    /** What AWS's client needs; the host's own libraries are none of the function's business. */
    private static final Pattern LIBRARIES =
            Pattern.compile(
                    ".*/(software/amazon|org/apache/httpcomponents|org/reactivestreams|org/slf4j/slf4j-api|commons-codec)/.*\\.jar");

    @TempDir Path folder;

    private OtlpReceiver receiver;
    private HttpServer behind;
    private final List<String> traceparents = new CopyOnWriteArrayList<>();

    @BeforeEach
    void receive() throws Exception {
        receiver = new OtlpReceiver();
        behind = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        behind.createContext(
                "/",
                exchange -> {
                    traceparents.add(
                            String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
                    var body = "{\"Functions\":[]}".getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        behind.start();
        var lib = Files.createDirectory(folder.resolve("lib"));
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (LIBRARIES.matcher(entry).matches()) {
                var jar = Path.of(entry);
                Files.copy(jar, lib.resolve(jar.getFileName()));
            }
        }
    }

    @AfterEach
    void stop() {
        behind.stop(0);
        receiver.close();
    }

    @Test
    void a_request_by_the_jdks_client_is_below_the_invocation() throws Exception {
        try (var kiln = start("com.example.Clients::jdk")) {
            var answer = kiln.post("/", "{}");

            assertThat(answer.body()).as(kiln.output()).isEqualTo("200");
            var call = belowInvocation(kiln);
            assertThat(call.attributes())
                    .containsEntry("http.request.method", "GET")
                    .containsEntry("http.response.status_code", "200");
            assertThat(call.attributes().get("url.full")).endsWith("/stock");
            assertThat(traceparents)
                    .singleElement()
                    .asString()
                    .as("Who stands behind can go on with it")
                    .isEqualTo("00-" + call.traceId() + "-" + call.id() + "-01");
        }
    }

    @Test
    void a_call_by_awss_client_in_the_functions_own_loader_is_too() throws Exception {
        try (var kiln = start("com.example.AwsClients::list")) {
            var answer = kiln.post("/", "{}");

            assertThat(answer.body()).as(kiln.output()).isEqualTo("0");
            var call = belowInvocation(kiln);
            assertThat(call.span().getName()).isEqualTo("Lambda.ListFunctions");
            assertThat(call.attributes()).containsEntry("rpc.method", "ListFunctions");
        }
    }

    /** The function's client span, with all that is above it and nothing beside it. */
    private Received belowInvocation(KilnProcess kiln) throws Exception {
        var invocation = receiver.await(it -> it.isKind(SpanKind.SPAN_KIND_INTERNAL));
        var request = receiver.await(invocation.traceId(), SpanKind.SPAN_KIND_SERVER);
        var call =
                receiver.await(it ->
                        it.isKind(SpanKind.SPAN_KIND_CLIENT)
                                && it.parentId().equals(invocation.id()));
        assertThat(call.traceId()).isEqualTo(invocation.traceId());
        assertThat(invocation.parentId()).isEqualTo(request.id());
        assertThat(call.resource().get("service.name"))
                .isEqualTo(request.resource().get("service.name"));
        kiln.terminate();
        assertThat(kiln.awaitExit()).isZero();
        assertThat(receiver.spans().stream().filter(it -> it.isKind(SpanKind.SPAN_KIND_SERVER)))
                .as("The agent makes none of the host's own")
                .hasSize(1);
        assertThat(receiver.spans())
                .as("Nor of the host's exporter")
                .extracting(Received::traceId)
                .containsOnly(call.traceId());
        return call;
    }

    private KilnProcess start(String handler) throws Exception {
        var variables = new HashMap<String, String>();
        variables.put("_HANDLER", handler);
        variables.put("LAMBDA_TASK_ROOT", CLASSES.toString());
        variables.put("KILN_LIB", folder.resolve("lib").toString());
        variables.put("KILN_INIT_TIMEOUT", "60s");
        variables.put("TARGET", "http://localhost:" + behind.getAddress().getPort());
        variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint());
        variables.put("OTEL_SERVICE_NAME", "clients");
        variables.put("OTEL_BSP_SCHEDULE_DELAY", "200");
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        variables.put("KILN_OTEL_AGENT", "true");
        variables.put("KILN_CACHE", "off");
        return KilnProcess.run(List.of(LAUNCHER.toString()), folder, Map.copyOf(variables));
    }
}
