package dev.kiln.conformance.frameworks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.OutboundResponse;
import dev.kiln.conformance.Setting;
import dev.kiln.conformance.oracle.RicProcess;
import dev.kiln.server.it.KilnProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All applications in one host, and each behind AWS's client: what the callers of the two get is
 * the same.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's client brings native code for Linux only")
class FrameworksIT {

    private static final Path REPOSITORY = Path.of("../../..").toAbsolutePath().normalize();
    private static final Path FUNCTIONS = Path.of("kiln.yaml").toAbsolutePath();

    /** Ids and times of gateways. */
    private static final Set<String> VOLATILE =
            Set.of(
                    "date",
                    "apigw-requestid",
                    "x-amzn-requestid",
                    "x-amz-apigw-id",
                    "x-amzn-trace-id");

    record Row(HostedFunction function, ShopRequest request, CompletableFuture<Expectation> aws) {

        @Override
        public String toString() {
            return function + " " + request;
        }
    }

    private final List<Row> rows = new ArrayList<>();
    private final ExecutorService clients =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    private final HttpClient invokeApi = HttpClient.newHttpClient();
    private KilnProcess kiln;

    @BeforeAll
    void start() throws Exception {
        kiln =
                KilnProcess.start(
                        REPOSITORY.resolve("host/server/target/kiln.jar"),
                        REPOSITORY,
                        Map.of(),
                        "--kiln.config=" + FUNCTIONS);
        var aws =
                new AwsSide(
                        RicProcess.in(Path.of(Setting.of("conformance.oracle"))),
                        new TaskRoots(
                                Files.createTempDirectory(Path.of("target"), "var-task")
                                        .toAbsolutePath()));
        // Not before all have started: a framework that starts slowly may give up.
        kiln.awaitStart();
        for (var function : HostedFunction.in(FUNCTIONS, REPOSITORY)) {
            addRows(
                    function,
                    CompletableFuture.supplyAsync(
                            () -> aws.run(function, RequestTable.REQUESTS), clients));
        }
    }

    private void addRows(HostedFunction function, CompletableFuture<List<Expectation>> answers) {
        for (var i = 0; i < RequestTable.REQUESTS.size(); i++) {
            var index = i;
            rows.add(
                    new Row(
                            function,
                            RequestTable.REQUESTS.get(i),
                            answers.thenApply(expected -> expected.get(index))));
        }
    }

    @AfterAll
    void stop() throws Exception {
        Files.writeString(Path.of("target/kiln.log"), kiln.output());
        kiln.close();
        invokeApi.close();
        clients.shutdownNow();
    }

    Stream<Row> rows() {
        return rows.stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void callers_get_the_same_answer(Row row) throws Exception {
        var aws = row.aws().join();

        var answer = PlainHttp.send(kiln.port(), "/" + row.function().name(), row.request());

        assertThat(readable(answer)).isEqualTo(readable(aws.response()));
        assertThat(answer.status())
                .as(() -> readable(answer))
                .isEqualTo(Intention.statusOf(row.request(), row.function()));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void functions_make_the_same_of_an_event(Row row) throws Exception {
        var aws = row.aws().join();

        var result = invoke(row.function(), aws.event());

        assertThat(Neutral.text(new String(result.body(), UTF_8)))
                .isEqualTo(Neutral.text(new String(aws.result(), UTF_8)));
    }

    /** Those that log each request, and no stack down to the frames of the runtime. */
    Stream<Row> rowsWithLogs() {
        return rows().filter(row ->
                switch (row.function().application()) {
                    case "powertools" -> true;
                    case "spring-boot-3", "spring-boot-4" ->
                            row.function().handler().startsWith("com.example.")
                                    && !row.request().target().equals("/failure");
                    default -> false;
                });
    }

    @ParameterizedTest
    @MethodSource("rowsWithLogs")
    void functions_write_the_same_log(Row row) throws Exception {
        var aws = row.aws().join();

        var result = invoke(row.function(), aws.event());

        var tail = result.headers().firstValue("X-Amz-Log-Result").orElseThrow();
        assertThat(Neutral.log(new String(Base64.getDecoder().decode(tail), UTF_8)))
                .isEqualTo(Neutral.log(aws.log()))
                .isNotBlank();
    }

    private HttpResponse<byte[]> invoke(HostedFunction function, byte[] event) throws Exception {
        var address =
                "http://localhost:%d/2015-03-31/functions/%s/invocations"
                        .formatted(kiln.port(), function.name());
        return invokeApi.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("X-Amz-Log-Type", "Tail")
                        .POST(BodyPublishers.ofByteArray(event))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    /** One character for each byte of the body. */
    private static String readable(OutboundResponse response) {
        return Neutral.text(
                response.status()
                        + "\n"
                        + response.headers().stream()
                                .filter(field ->
                                        !VOLATILE.contains(field.name().toLowerCase(Locale.ROOT)))
                                .map(field -> field.name() + ": " + field.value())
                                .collect(Collectors.joining("\n"))
                        + "\n\n"
                        + new String(response.body(), ISO_8859_1));
    }
}
