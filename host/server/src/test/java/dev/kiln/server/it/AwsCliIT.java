package dev.kiln.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The real {@code aws lambda invoke} against the Invoke API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsCliIT {

    @TempDir Path folder;

    private String python;
    private KilnProcess kiln;

    @BeforeAll
    void start() throws Exception {
        python = Python.with("awscli");
        kiln = InvokeApiHost.start();
    }

    @AfterAll
    void stop() {
        if (kiln != null) {
            kiln.close();
        }
    }

    @Test
    void writes_the_result_into_the_file() throws Exception {
        var run = invoke("--function-name", "echo", "--payload", "{\"a\":1}");

        assertThat(run.status()).as(run.out()).isZero();
        assertThat(run.out())
                .contains("\"StatusCode\": 200")
                .contains("\"ExecutedVersion\": \"$LATEST\"")
                .doesNotContain("FunctionError");
        assertThat(result()).isEqualTo("{\"a\":1}");
    }

    @Test
    void says_that_a_function_is_unknown() throws Exception {
        var run = invoke("--function-name", "doesnotexist");

        assertThat(run.status()).isNotZero();
        assertThat(run.out())
                .contains(
                        "An error occurred (ResourceNotFoundException) when calling the Invoke"
                                + " operation: Function not found:"
                                + " arn:aws:lambda:us-east-1:000000000000:function:doesnotexist:$LATEST");
    }

    @Test
    void shows_a_function_error_and_succeeds() throws Exception {
        var run = invoke("--function-name", "fail", "--payload", "{}");

        assertThat(run.status()).as(run.out()).isZero();
        assertThat(run.out()).contains("\"FunctionError\": \"Unhandled\"");
        assertThat(result()).contains("\"errorMessage\":\"Error: some_error_msg\"");
    }

    @Test
    void makes_a_dry_run() throws Exception {
        var run = invoke("--function-name", "echo", "--invocation-type", "DryRun");

        assertThat(run.status()).as(run.out()).isZero();
        assertThat(run.out()).contains("\"StatusCode\": 204");
        assertThat(result()).isEmpty();
    }

    @Test
    void gets_the_tail_of_the_log() throws Exception {
        var run = invoke("--function-name", "print", "--log-type", "Tail", "--payload", "{}");

        assertThat(run.status()).as(run.out()).isZero();
        var log = new JsonMapper().readTree(run.out()).get("LogResult").asString();
        assertThat(new String(Base64.getDecoder().decode(log), StandardCharsets.UTF_8))
                .startsWith("START RequestId: ")
                .contains("\nhello from the handler\n")
                .contains("\nREPORT RequestId: ");
    }

    private Shell invoke(String... options) throws Exception {
        var command =
                new ArrayList<>(
                        List.of(python, "-m", "awscli", "lambda", "invoke", "--output", "json"));
        command.addAll(List.of("--endpoint-url", kiln.url(), "--region", "us-east-1"));
        command.addAll(List.of(options));
        command.add(folder.resolve("result").toString());
        var credentials = Map.of("AWS_ACCESS_KEY_ID", "any", "AWS_SECRET_ACCESS_KEY", "any");
        return Shell.run(folder, credentials, command);
    }

    private String result() throws Exception {
        return Files.readString(folder.resolve("result"));
    }
}
