package dev.kiln.server.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All samples in one host, as {@code mvn spring-boot:run} starts them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SamplesIT {

    private KilnProcess kiln;
    private String startMessage;

    @BeforeAll
    void start() throws Exception {
        kiln =
                KilnProcess.start(
                        KilnProcess.REPOSITORY, Map.of(), "--kiln.config=samples/kiln.yaml");
        startMessage = kiln.awaitStart();
    }

    @AfterAll
    void stop() {
        kiln.close();
    }

    Stream<String> curlLines() {
        return startMessage.lines().map(String::strip).filter(line -> line.startsWith("curl "));
    }

    @ParameterizedTest
    @MethodSource("curlLines")
    void every_curl_line_of_the_start_message_works(String line) throws Exception {
        assumeTrue(Shell.has("curl"), "curl is not installed");

        var answer = shell(line.replaceFirst("curl ", "curl -sS --fail-with-body "));

        assertThat(answer.status()).as(answer.out()).isZero();
    }

    Stream<String> curlLinesOfTheReadme() throws Exception {
        return Files.readAllLines(KilnProcess.REPOSITORY.resolve("README.md")).stream()
                .filter(line -> line.startsWith("curl ") && line.contains("localhost:8080/"));
    }

    @ParameterizedTest
    @MethodSource("curlLinesOfTheReadme")
    void every_curl_line_of_the_readme_works(String line) throws Exception {
        assumeTrue(Shell.has("curl"), "curl is not installed");

        var answer =
                shell(
                        line.replaceFirst("curl ", "curl -sS --fail-with-body ")
                                .replace("localhost:8080", "localhost:" + kiln.port()));

        assertThat(answer.status()).as(answer.out()).isZero();
        assertThat(answer.out()).isNotBlank();
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                arguments("/echo", "{\"hello\":\"world\"}", 200, "{\"hello\":\"world\"}"),
                arguments("/get-emojis", "{\"descriptions\":[\"flame\"]}", 200, "🔥"),
                arguments("/fuzz-emoji", "{\"descriptions\":[\"flaem\"]}", 200, "🔥"),
                arguments("/hello-proxy?name=Ada", "", 200, "Ada"),
                arguments("/get-tax", "{\"amount\":100,\"country\":\"DE\"}", 200, "19"),
                arguments("/get-tax", "{\"amount\":-1,\"country\":\"DE\"}", 500, "errorMessage"),
                arguments("/post-message", "{\"to\":\"Zoë\",\"text\":\"hi\"}", 200, "null"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void every_sample_answers(String path, String body, int status, String part) throws Exception {
        var answer = body.isEmpty() ? kiln.get(path) : kiln.post(path, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(part);
    }

    @Test
    void a_spring_function_bean_stands_before_a_handler() throws Exception {
        var answer = kiln.post("/redacted-echo", "{\"note\":\"4111 1111 1111 1234\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"note\":\"****1234\"}");
        assertThat(kiln.post("/redact", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void an_unknown_path_says_what_there_is() throws Exception {
        var answer = kiln.get("/get-emoji");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.body())
                .contains("\"message\":\"No function is at /get-emoji.\"")
                .contains("\"/get-emojis\"");
    }

    @Test
    void an_unknown_operation_is_refused_as_aws_clients_expect() throws Exception {
        var answer = kiln.get("/2019-10-31/layers");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("x-amzn-errortype"))
                .contains("UnknownOperationException");
    }

    @Test
    void the_actuator_shows_health_and_version_and_no_settings() throws Exception {
        assertThat(kiln.manage("/actuator/health/functions").body())
                .contains("\"status\":\"UP\"")
                .contains("\"echo\":{\"state\":\"ready\",");
        assertThat(kiln.manage("/actuator/info").body()).contains("\"version\"");
        for (var endpoint : List.of("env", "configprops", "beans", "heapdump", "threaddump")) {
            assertThat(kiln.manage("/actuator/" + endpoint).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void the_start_message_names_every_function_and_nothing_else_is_said() {
        assertThat(startMessage.lines().findFirst().orElseThrow())
                .matches("Kiln \\S+ at http://localhost:" + kiln.port());
        assertThat(startMessage)
                .contains("echo: com.example.echo.Echo")
                .containsPattern("raw \\(.+\\), timeout 300 s")
                .doesNotContain("WARN")
                .doesNotContain("Spring");
    }

    private static Shell shell(String line) throws Exception {
        return Shell.run(KilnProcess.REPOSITORY, Map.of(), List.of("sh", "-c", line));
    }
}
