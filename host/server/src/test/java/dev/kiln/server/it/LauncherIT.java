package dev.kiln.server.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The layout of the image as {@code mvn package} leaves it, started by its launcher. */
class LauncherIT {

    private static final Path LAYOUT = Path.of("target/kiln").toAbsolutePath();
    private static final Path CLASSES = Path.of("target/test-classes").toAbsolutePath();
    private static final String JAVA = System.getProperty("java.home");
    private static final String HELLO = "com.example.helloproxy.HelloProxy";

    /** With a cache of its own, for whoever changes something in it. */
    @TempDir Path folder;

    @BeforeAll
    static void on_a_system_that_the_launcher_is_for() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "The launcher is for Linux");
    }

    private Map<String, String> variables(String... more) throws IOException {
        var variables = new HashMap<String, String>();
        variables.put("JAVA_HOME", JAVA);
        variables.put("LAMBDA_TASK_ROOT", task().toString());
        variables.put("KILN_CACHE", folder.resolve("cache").toString());
        for (var i = 0; i < more.length; i += 2) {
            variables.put(more[i], more[i + 1]);
        }
        return variables;
    }

    /** The sample as it lies in an image. */
    private Path task() throws IOException {
        var task = folder.resolve("task");
        if (!Files.exists(task)) {
            var sample = KilnProcess.REPOSITORY.resolve("samples/hello-proxy/target");
            copy(sample.resolve("classes"), task);
            copy(sample.resolve("dependency"), task.resolve("lib"));
        }
        return task;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private KilnProcess start(Map<String, String> variables, String... arguments)
            throws IOException {
        return start(LAYOUT, variables, arguments);
    }

    private KilnProcess start(Path layout, Map<String, String> variables, String... arguments)
            throws IOException {
        var command = new ArrayList<>(List.of(layout.resolve("bin/kiln").toString()));
        command.addAll(List.of(arguments));
        return KilnProcess.run(command, folder, variables);
    }

    /** What the launcher prints and how it ends, where it starts nothing that stays. */
    private record Ended(int status, String output) {}

    private Ended run(Map<String, String> variables, String... arguments) throws Exception {
        return run(LAYOUT, variables, arguments);
    }

    private Ended run(Path layout, Map<String, String> variables, String... arguments)
            throws Exception {
        var command = new ArrayList<>(List.of(layout.resolve("bin/kiln").toString()));
        command.addAll(List.of(arguments));
        var builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(variables);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(output).isTrue();
        return new Ended(process.exitValue(), output);
    }

    private static void assertServesAndEnds(KilnProcess kiln) throws Exception {
        var answer = kiln.get("/?name=Ada");
        assertThat(answer.statusCode()).as(kiln.output()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("Hello, Ada!\n");
        assertThat(kiln.manage("/actuator/health").statusCode()).isEqualTo(200);
        kiln.terminate();
        assertThat(kiln.awaitExit()).as(kiln.output()).isZero();
    }

    @Test
    void the_variables_of_lambda_are_enough() throws Exception {
        try (var kiln = start(variables("_HANDLER", HELLO))) {
            assertServesAndEnds(kiln);
        }
    }

    @Test
    void a_handler_among_the_arguments_wins_over_the_variable() throws Exception {
        var variables = variables("_HANDLER", "com.example.Nobody");
        try (var kiln = start(variables, HELLO, "--kiln.timeout=7s")) {
            assertServesAndEnds(kiln);
            assertThat(kiln.output()).contains("timeout 7 s");
        }
    }

    @Test
    void processes_that_a_function_starts_see_the_same_variables_of_lambda() throws Exception {
        var variables =
                variables(
                        "LAMBDA_TASK_ROOT", CLASSES.toString(),
                        "K_SERVICE", "orders",
                        "K_REVISION", "orders-00003",
                        "HOSTNAME", "orders-00003-deployment-7d5f",
                        "KILN_INVOKE_API", "open",
                        "KILN_REVISION_AS_VERSION", "true");
        var byLauncher = variablesIn(start(variables, "com.example.Children::variables"));
        variables.keySet().removeAll(List.of("KILN_CACHE", "JAVA_HOME"));
        variables.put("_HANDLER", "com.example.Children::variables");
        var byHost = variablesIn(KilnProcess.start(folder, variables));

        var names =
                Stream.of(
                                "_HANDLER AWS_LAMBDA_FUNCTION_NAME AWS_LAMBDA_FUNCTION_VERSION"
                                        + " AWS_LAMBDA_FUNCTION_MEMORY_SIZE"
                                        + " AWS_LAMBDA_LOG_GROUP_NAME AWS_LAMBDA_LOG_STREAM_NAME"
                                        + " AWS_REGION AWS_DEFAULT_REGION AWS_EXECUTION_ENV"
                                        + " AWS_LAMBDA_INITIALIZATION_TYPE LAMBDA_TASK_ROOT"
                                        + " LAMBDA_RUNTIME_DIR TZ LANG AWS_XRAY_CONTEXT_MISSING")
                        .flatMap(it -> Stream.of(it.split(" ")))
                        .toList();
        for (var name : names) {
            var value = byHost.path("own").path(name).stringValue();
            assertThat(byLauncher.path("own").path(name).stringValue()).as(name).isEqualTo(value);
            assertThat(byLauncher.path("child").path(name).stringValue()).as(name).isEqualTo(value);
        }
        assertThat(byLauncher.path("own").path("AWS_LAMBDA_FUNCTION_VERSION").stringValue())
                .isEqualTo("3");
    }

    @Test
    void language_and_file_names_are_as_on_lambda_where_the_system_has_no_languages()
            throws Exception {
        var variables = variables("LAMBDA_TASK_ROOT", CLASSES.toString());

        try (var kiln = start(variables, "com.example.Children::language")) {
            var answer = kiln.post("/2015-03-31/functions/function/invocations", "{}");

            assertThat(answer.body()).startsWith("\"en_US Grüezi").endsWith(".txt\"");
        }
    }

    private static JsonNode variablesIn(KilnProcess started) throws Exception {
        try (var kiln = started) {
            var answer = kiln.post("/2015-03-31/functions/orders/invocations", "{}");
            assertThat(answer.statusCode()).as(kiln.output()).isEqualTo(200);
            return JsonMapper.shared().readTree(answer.body());
        }
    }

    @Test
    void a_trained_cache_has_the_classes_of_the_function_and_is_found_by_the_next_start()
            throws Exception {
        var request = Files.writeString(folder.resolve("hello.http"), "GET /?name=x HTTP/1.1\n\n");

        var training = run(variables(), "train", HELLO, "--request=" + request);

        assertThat(training.output()).contains("GET /?name=x HTTP/1.1: 200 OK");
        assertThat(training.status()).as(training.output()).isZero();
        var log = folder.resolve("classes.log");
        var logging =
                variables("_HANDLER", HELLO, "JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log);
        try (var kiln = start(logging)) {
            assertServesAndEnds(kiln);
            assertThat(kiln.output()).doesNotContain("kiln:");
        }
        assertThat(Files.readString(log))
                .contains(HELLO + " source: shared objects file")
                .contains("events.APIGatewayProxyRequestEvent source: shared objects file")
                .contains("org.springframework.boot.SpringApplication source: shared objects file");
    }

    @Test
    void with_opentelemetrys_agent_the_cache_serves_too() throws Exception {
        var variables = variables("KILN_OTEL_AGENT", "true", "OTEL_TRACES_EXPORTER", "none");
        assertThat(run(variables, "train", HELLO, "--host").status()).isZero();
        var log = folder.resolve("classes.log");
        variables.put("_HANDLER", HELLO);
        variables.put("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log);

        try (var kiln = start(variables)) {
            assertServesAndEnds(kiln);
            assertThat(kiln.output()).contains("opentelemetry-javaagent").doesNotContain("kiln:");
        }

        assertThat(Files.readString(log))
                .contains("dev.kiln.frontdoor.FrontDoor source: shared objects file");
    }

    @Test
    void a_cache_that_does_not_fit_is_left_out_with_one_warning() throws Exception {
        var layout = folder.resolve("kiln");
        copy(LAYOUT.resolve("lib"), layout.resolve("lib"));
        copy(LAYOUT.resolve("bin"), layout.resolve("bin"));
        assertThat(run(layout, variables(), "train", HELLO, "--host").status()).isZero();
        assertThat(run(layout, variables(), "command", HELLO).output()).contains("host.aot");
        var jar = layout.resolve("lib/reactive-streams-1.0.4.jar");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.ofEpochSecond(1_000_000_000)));

        try (var kiln = start(layout, variables("_HANDLER", HELLO))) {
            assertServesAndEnds(kiln);
            assertThat(kiln.output().lines().filter(line -> line.startsWith("kiln: ")))
                    .singleElement()
                    .asString()
                    .contains("does not fit", "reactive-streams-1.0.4.jar", "kiln train");
            assertThat(kiln.output()).doesNotContain("[aot]");
        }
    }

    @Test
    void a_broken_cache_stops_no_start() throws Exception {
        assertThat(run(variables(), "train", HELLO, "--host").status()).isZero();
        var cache = folder.resolve("cache/host.aot");
        var content = Files.readAllBytes(cache);
        for (var broken : List.of(new byte[0], new byte[1_000_000], half(content))) {
            Files.write(cache, broken);

            try (var kiln = start(variables("_HANDLER", HELLO))) {
                assertServesAndEnds(kiln);
                assertThat(kiln.output().lines().filter(line -> line.startsWith("kiln: ")))
                        .singleElement()
                        .asString()
                        .contains("host.aot");
            }
        }
    }

    private static byte[] half(byte[] content) {
        return java.util.Arrays.copyOf(content, content.length / 2);
    }

    @Test
    void training_says_what_went_wrong() throws Exception {
        var variables = variables("KILN_CACHE", "/proc/cache");

        assertThat(run(variables(), "train").output()).contains("kiln train package.Class::method");
        assertThat(run(variables, "train", HELLO).output()).contains("/proc/cache", "KILN_CACHE");
        assertThat(run(variables(), "train", HELLO, "--request=none.http").output())
                .contains("none.http", "GET /path HTTP/1.1");
        assertThat(run(variables(), "train", HELLO, "--time-limit=soon").output())
                .contains("'soon'", "90s");
        var late = run(variables(), "train", HELLO, "--time-limit=50ms");
        assertThat(late.status()).isEqualTo(1);
        assertThat(late.output()).contains("longer than 50ms");
        assertThat(folder.resolve("cache")).isEmptyDirectory();
    }

    @Test
    void a_wrapper_gets_the_command_as_its_arguments() throws Exception {
        var wrapper =
                Files.writeString(
                        folder.resolve("wrapper"),
                        "#!/bin/sh\necho \"wrapped ${1##*/}\"\nexport GREETED=yes\nexec \"$@\"\n");
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
        var variables = variables("_HANDLER", HELLO, "AWS_LAMBDA_EXEC_WRAPPER", wrapper.toString());

        try (var kiln = start(variables)) {
            assertServesAndEnds(kiln);
            assertThat(kiln.output()).contains("wrapped java");
        }

        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(run(variables).status()).isEqualTo(126);
        Files.delete(wrapper);
        var missing = run(variables);
        assertThat(missing.status()).isEqualTo(127);
        assertThat(missing.output()).contains("AWS_LAMBDA_EXEC_WRAPPER", wrapper.toString());
    }

    @Test
    void options_of_the_user_have_the_last_word() throws Exception {
        var variables =
                variables(
                        "_HANDLER", HELLO, "JAVA_TOOL_OPTIONS", "-XX:+UseParallelGC -Xmx99m -Da=b");

        try (var kiln = start(variables)) {
            assertServesAndEnds(kiln);
            assertThat(kiln.output()).contains("Picked up JAVA_TOOL_OPTIONS");
        }
        assertThat(run(variables, "command").output()).doesNotContain("-XX:+UseG1GC", "-Xmx");
    }

    @Test
    void what_there_is_not_is_named() throws Exception {
        assertThat(run(variables("JAVA_HOME", "/nowhere", "PATH", "/nowhere"), HELLO).output())
                .contains("/nowhere", "JAVA_HOME");
        assertThat(run(variables(), "/bin/sh", "-c", HELLO).output())
                .contains("CMD [\"package.Class::method\"]");
        assertThat(run(variables("KILN_OTEL_AGENT", "yes"), HELLO).output())
                .contains("KILN_OTEL_AGENT is 'yes'", "'true' or 'false'");
    }

    @Test
    void beans_made_ahead_of_time_serve_only_where_spring_is_told_nothing() throws Exception {
        var prepared = "class,load] dev.kiln.server.KilnApplication__ApplicationContextInitializer";
        var logging =
                variables("_HANDLER", HELLO, "JAVA_TOOL_OPTIONS", "-Xlog:class+load:stdout:tags");
        try (var kiln = start(logging)) {
            assertServesAndEnds(kiln);
            assertThat(kiln.output()).contains(prepared);
        }

        logging.put("MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE", "health,beans");
        try (var kiln = start(logging)) {
            assertThat(kiln.get("/?name=Ada").statusCode()).isEqualTo(200);
            assertThat(kiln.manage("/actuator/beans").statusCode()).isEqualTo(200);
            assertThat(kiln.manage("/actuator/prometheus").statusCode()).isEqualTo(404);
            assertThat(kiln.output()).doesNotContain(prepared);
        }
    }

    @Test
    void the_launcher_is_built_of_its_sources() throws Exception {
        var sources = KilnProcess.REPOSITORY.resolve("host/launcher");
        assumeTrue(
                isThere("go"),
                "Go is not installed: the launcher is not compared with its sources");
        var builder =
                new ProcessBuilder(sources.resolve("build").toString(), folder.toString())
                        .redirectErrorStream(true);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();

        for (var name : List.of("kiln-linux-amd64", "kiln-linux-arm64")) {
            assertThat(folder.resolve(name))
                    .as("host/launcher/build has been run since a change")
                    .hasSameBinaryContentAs(sources.resolve("bin").resolve(name));
        }
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(it -> Path.of(it, program))
                .anyMatch(it -> Files.exists(it, new LinkOption[0]));
    }
}
