package dev.kiln.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real boto3 against the Invoke API; a new case is a new line of the file. */
class Boto3IT {

    private static final Path RESOURCES = Path.of("src/test/resources/aws-clients");

    private final JsonMapper json = new JsonMapper();

    @TestFactory
    Stream<DynamicTest> boto3_gets_what_it_gets_from_aws(@TempDir Path folder) throws Exception {
        var python = Python.with("boto3");
        var cases = json.readTree(Files.readString(RESOURCES.resolve("cases.json")));

        var answers = invokeAll(python, cases, folder);

        var tests = new ArrayList<DynamicTest>();
        for (var i = 0; i < cases.size(); i++) {
            var test = cases.get(i);
            var answer = answers.get(i);
            tests.add(
                    DynamicTest.dynamicTest(
                            test.get("id").asString() + " " + test.get("title").asString(),
                            () -> check(test.get("expect"), answer)));
        }
        return tests.stream();
    }

    private JsonNode invokeAll(String python, JsonNode cases, Path folder) throws Exception {
        try (var kiln = InvokeApiHost.start()) {
            var task =
                    Files.writeString(
                            folder.resolve("task.json"),
                            json.writeValueAsString(
                                    Map.of("endpoint", kiln.url(), "cases", cases)));
            var script = RESOURCES.resolve("boto3_invoke.py").toAbsolutePath();
            var command = "exec '%s' '%s' < '%s'".formatted(python, script, task);
            var run = Shell.run(folder, Map.of(), List.of("sh", "-c", command));
            assertThat(run.status()).as(run.out()).isZero();
            return json.readTree(run.out());
        }
    }

    private static void check(JsonNode expected, JsonNode answer) {
        var requestId = answer.at("/headers/x-amzn-requestid").asString();
        assertThat(requestId).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        expected.properties()
                .forEach(it -> {
                    var value = it.getValue();
                    switch (it.getKey()) {
                        case "headers" -> checkHeaders(value, answer.get("headers"));
                        case "json" -> checkJson(value, answer, requestId);
                        case "absent" -> checkAbsent(value, answer);
                        case "log" -> checkLog(value, answer, requestId);
                        default ->
                                assertThat(answer.get(it.getKey()))
                                        .as("%s in %s", it.getKey(), answer)
                                        .isEqualTo(value);
                    }
                });
    }

    private static void checkHeaders(JsonNode expected, JsonNode headers) {
        expected.properties()
                .forEach(it ->
                        assertThat(headers.path(it.getKey()).asStringOpt())
                                .as(it.getKey())
                                .isEqualTo(it.getValue().asStringOpt()));
    }

    private static void checkJson(JsonNode expected, JsonNode answer, String requestId) {
        var body = new JsonMapper().readTree(answer.get("body").asString());
        expected.properties()
                .forEach(it ->
                        assertThat(body.path(it.getKey()).asString())
                                .isEqualTo(
                                        it.getValue()
                                                .asString()
                                                .replace("<request id>", requestId)));
    }

    private static void checkAbsent(JsonNode names, JsonNode answer) {
        var body = new JsonMapper().readTree(answer.get("body").asString());
        names.forEach(name -> assertThat(body.has(name.asString())).isFalse());
    }

    private static void checkLog(JsonNode expected, JsonNode answer, String requestId) {
        var lines = answer.get("log").asString().lines().toList();
        assertThat(lines).hasSize(expected.size());
        for (var i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i))
                    .startsWith(expected.get(i).asString().replace("<request id>", requestId));
        }
    }
}
