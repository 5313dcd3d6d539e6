package dev.kiln.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.server.security.Issuer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One function, named by the environment: it answers before Spring has started. */
class SingleFunctionIT {

    private static final Path CLASSES = Path.of("target/test-classes").toAbsolutePath();

    @TempDir Path folder;

    @Test
    void aws_own_variables_are_enough() throws Exception {
        var variables =
                Map.of(
                        "_HANDLER",
                        "com.example.Functions::echo",
                        "LAMBDA_TASK_ROOT",
                        CLASSES.toString());

        try (var kiln = KilnProcess.start(folder, variables)) {
            var first = kiln.post("/", "{\"a\":1}");

            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(kiln.output()).as("Spring starts after the answer").doesNotContain("Kiln ");
            kiln.awaitStart();
            assertThat(kiln.manage("/actuator/info").statusCode()).isEqualTo(200);
            assertThat(kiln.manage("/actuator/health/functions").body()).contains("\"UP\"");
            assertThat(kiln.post("/any/path", "{}").body()).contains("\"rawPath\":\"/any/path\"");
            assertThat(kiln.post("/2015-03-31/functions/function/invocations", "{\"b\":2}").body())
                    .isEqualTo("{\"b\":2}");
        }
    }

    @Test
    void whoever_asks_for_springs_paths_waits_until_it_is_there() throws Exception {
        var variables =
                Map.of(
                        "_HANDLER",
                        "com.example.Functions::echo",
                        "LAMBDA_TASK_ROOT",
                        CLASSES.toString());

        try (var kiln = KilnProcess.start(folder, variables)) {
            var answer = kiln.get("/2019-10-31/layers");

            assertThat(answer.headers().firstValue("x-amzn-errortype"))
                    .contains("UnknownOperationException");
            assertThat(kiln.output()).contains("aws lambda invoke");
        }
    }

    @Test
    void with_an_authorizer_nobody_is_served_before_tokens_can_be_checked() throws Exception {
        try (var issuer = new Issuer();
                var kiln =
                        KilnProcess.start(
                                folder,
                                Map.of(
                                        "_HANDLER",
                                        "com.example.Functions::echo",
                                        "LAMBDA_TASK_ROOT",
                                        CLASSES.toString(),
                                        "KILN_JWT_ISSUER",
                                        issuer.location(),
                                        "KILN_JWT_AUDIENCE",
                                        "shop"))) {
            var bearer = "Bearer " + issuer.token(Map.of());

            var first = kiln.get("/");
            var known =
                    kiln.send(
                            HttpRequest.newBuilder(URI.create(kiln.url() + "/"))
                                    .header("Authorization", bearer));

            assertThat(first.statusCode()).isEqualTo(401);
            assertThat(known.statusCode()).isEqualTo(200);
            assertThat(known.body()).contains("\"claims\":{").contains("\"sub\":\"kim\"");
            assertThat(kiln.awaitStart()).contains("callers need a token of " + issuer.location());
        }
    }

    @Test
    void what_the_function_logs_by_the_jdk_looks_the_same_before_spring_and_after()
            throws Exception {
        try (var kiln =
                KilnProcess.start(
                        folder,
                        Map.of(),
                        "--kiln.handler=com.example.Functions::jdkLog",
                        "--kiln.classes=" + CLASSES,
                        "--kiln.payload-kind=raw")) {
            kiln.post("/", "\"early\"");
            kiln.awaitStart();
            kiln.post("/", "\"late\"");

            assertThat(kiln.awaitLine(line -> line.endsWith("logged late")).lines())
                    .contains("INFO: logged early", "INFO: logged late");
        }
    }

    @Test
    void a_command_line_is_enough() throws Exception {
        try (var kiln =
                KilnProcess.start(
                        folder,
                        Map.of(),
                        "--kiln.handler=com.example.Functions::echo",
                        "--kiln.classes=" + CLASSES,
                        "--kiln.payload-kind=raw")) {
            assertThat(kiln.post("/", "{\"hello\":\"world\"}").body())
                    .isEqualTo("{\"hello\":\"world\"}");
            assertThat(kiln.awaitStart()).contains("raw (it is set so)");
        }
    }

    @Test
    void a_file_in_the_working_directory_is_read_by_itself() throws Exception {
        Files.writeString(
                folder.resolve("kiln.yaml"),
                """
                kiln:
                  handler: com.example.Functions::text
                  classes: %s
                """
                        .formatted(CLASSES));

        try (var kiln = KilnProcess.start(folder, Map.of())) {
            kiln.awaitStart();

            assertThat(kiln.post("/", "\"hello\"").body()).isEqualTo("\"hello\"");
        }
    }

    @Test
    void secrets_are_shown_nowhere() throws Exception {
        var variables =
                Map.of(
                        "_HANDLER", "com.example.Functions::variable",
                        "LAMBDA_TASK_ROOT", CLASSES.toString(),
                        "KILN_PAYLOAD_KIND", "raw",
                        "DB_PASSWORD", "correct-horse-battery");

        try (var kiln = KilnProcess.start(folder, variables)) {
            var seen = kiln.post("/", "{\"name\":\"DB_PASSWORD\"}");
            kiln.awaitStart();

            assertThat(seen.body()).isEqualTo("\"correct-horse-battery\"");
            assertThat(kiln.output()).doesNotContain("correct-horse-battery");
            for (var path :
                    new String[] {"", "/info", "/health/functions", "/env", "/configprops"}) {
                assertThat(kiln.manage("/actuator" + path).body())
                        .doesNotContain("correct-horse-battery");
            }
        }
    }

    @Test
    void an_endpoint_that_somebody_exposes_shows_no_values() throws Exception {
        var variables =
                Map.of(
                        "_HANDLER", "com.example.Functions::echo",
                        "LAMBDA_TASK_ROOT", CLASSES.toString(),
                        "DB_PASSWORD", "correct-horse-battery");

        try (var kiln =
                KilnProcess.start(
                        folder,
                        variables,
                        "--management.endpoints.web.exposure.include=env,configprops")) {
            assertThat(kiln.manage("/actuator/env").body())
                    .contains("DB_PASSWORD")
                    .doesNotContain("correct-horse-battery");
            assertThat(kiln.manage("/actuator/configprops").body())
                    .doesNotContain("correct-horse-battery");
        }
    }

    @Test
    void on_knative_the_start_is_said_in_one_line() throws Exception {
        var variables =
                Map.of(
                        "_HANDLER", "com.example.Functions::echo",
                        "LAMBDA_TASK_ROOT", CLASSES.toString(),
                        "K_SERVICE", "orders");

        try (var kiln = KilnProcess.start(folder, variables)) {
            var said = kiln.awaitLine(line -> line.startsWith("Kiln "));

            assertThat(said)
                    .matches(
                            "Kiln \\S+ serves orders \\(com.example.Functions::echo, http-v2: the"
                                    + " handler takes Map, [^)]*\\) on port "
                                    + kiln.port()
                                    + ", metrics on port \\d+");
        }
    }

    @Test
    void the_signal_to_leave_ends_the_process_with_0() throws Exception {
        try (var kiln =
                KilnProcess.start(
                        folder,
                        Map.of(),
                        "--kiln.handler=com.example.Functions::echo",
                        "--kiln.classes=" + CLASSES)) {
            kiln.awaitStart();

            kiln.terminate();

            assertThat(kiln.awaitExit()).as(kiln.output()).isZero();
        }
    }
}
