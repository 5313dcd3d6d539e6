package dev.kiln.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the launcher trains, and takes where it fits. */
class TrainingIT extends LaunchedHost {

    private static final String SPRING = "org.springframework.boot.SpringApplication";

    @Test
    void a_trained_cache_has_the_classes_of_the_function_and_is_found_by_the_next_start()
            throws Exception {
        var request = Files.writeString(folder.resolve("hello.http"), "GET /?name=x HTTP/1.1\n\n");

        var ofTheHost =
                Files.writeString(
                        folder.resolve("host.http"), "GET /2015-03-31/functions/x HTTP/1.1\n\n");

        var training =
                run(variables(), "train", HELLO, "--request=" + request, "--request=" + ofTheHost);

        assertThat(training.output())
                .contains("GET /?name=x HTTP/1.1: 200 OK")
                .contains("GET /2015-03-31/functions/x HTTP/1.1: 404 Not Found")
                .doesNotContain("one layer");
        assertThat(training.status()).as(training.output()).isZero();
        var log = folder.resolve("classes.log");
        var logging =
                variables("_HANDLER", HELLO, "JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log);
        try (var kiln = start(logging)) {
            assertServesAndEnds(kiln);
            assertThat(kiln.output()).doesNotContain("kiln:").doesNotContain("[cds]");
        }
        assertThat(Files.readString(log))
                .contains(HELLO + " source: shared objects file\n")
                .contains("events.APIGatewayProxyRequestEvent source: shared objects file\n")
                .contains(SPRING + " source: shared objects file (top)\n");
    }

    @Test
    void nothing_opens_a_jar_of_the_class_path_before_the_first_answer() throws Exception {
        var variables =
                variables(
                        "LAMBDA_TASK_ROOT",
                        CLASSES.toString(),
                        "_HANDLER",
                        "com.example.JdkChoices::openFiles");
        assertThat(run(variables, "train").status()).isZero();

        try (var kiln = start(variables)) {
            // What a client's offer to go on with HTTP/2 would load, no training has seen.
            var request =
                    HttpRequest.newBuilder(URI.create(kiln.url() + "/"))
                            .version(HttpClient.Version.HTTP_1_1);

            assertThat(kiln.send(request).body())
                    .as(kiln.output())
                    .contains("socket:")
                    .doesNotContain(LAYOUT.resolve("lib").toString());
        }
    }

    @Test
    void a_cache_that_has_been_moved_serves_the_first_answer() throws Exception {
        assertThat(run(variables(), "train", HELLO).status()).isZero();
        Files.move(folder.resolve("cache"), folder.resolve("moved"));
        var log = folder.resolve("classes.log");
        var logging =
                variables("_HANDLER", HELLO, "JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log);
        logging.put("KILN_CACHE", folder.resolve("moved").toString());

        try (var kiln = start(logging)) {
            assertServesAndEnds(kiln);
            assertThat(kiln.output()).doesNotContain("kiln:").doesNotContain("[cds]");
        }

        assertThat(Files.readString(log))
                .contains(HELLO + " source: shared objects file\n")
                .doesNotContain("(top)");
    }

    @Test
    void where_spring_comes_before_the_function_both_are_in_one_cache() throws Exception {
        // Nobody but Spring could check a token.
        var variables =
                variables(
                        "_HANDLER", HELLO,
                        "KILN_JWT_ISSUER", "https://issuer.invalid",
                        "KILN_JWT_AUDIENCE", "kiln");

        var training = run(variables, "train");

        assertThat(training.output()).contains("GET / HTTP/1.1: 401 Unauthorized");
        assertThat(training.status()).as(training.output()).isZero();
        assertThat(folder.resolve("cache"))
                .isDirectoryNotContaining("glob:**.jsa")
                .isDirectoryContaining("glob:**.aot");
        assertThat(run(variables, "command").output()).contains("-XX:AOTCache=");
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
        assertThat(run(layout, variables(), "train", HELLO, "--host", "--time-limit=50ms").status())
                .isOne();
        assertThat(run(layout, variables(), "command", HELLO).output())
                .as("the cache from before the training that failed")
                .contains("host.aot:", "host.jsa");
        var jar = layout.resolve("lib/libraries.jar");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.ofEpochSecond(1_000_000_000)));

        try (var kiln = start(layout, variables("_HANDLER", HELLO))) {
            assertServesAndEnds(kiln);
            assertThat(kiln.output().lines().filter(line -> line.startsWith("kiln: ")))
                    .singleElement()
                    .asString()
                    .contains("does not fit", "libraries.jar", "kiln train");
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
            assertStartsWithOneWarning(variables("_HANDLER", HELLO), "host.aot");
        }
        Files.write(cache, content);
        var otherCollector = variables("_HANDLER", HELLO, "JAVA_TOOL_OPTIONS", "-XX:+UseZGC");
        assertStartsWithOneWarning(otherCollector, "-XX:+UseZGC");
        var upper = folder.resolve("cache/host.jsa");
        Files.write(upper, half(Files.readAllBytes(upper)));
        assertStartsWithOneWarning(variables("_HANDLER", HELLO), "host.jsa");
    }

    private void assertStartsWithOneWarning(Map<String, String> variables, String named)
            throws Exception {
        try (var kiln = start(variables)) {
            assertServesAndEnds(kiln);
            assertThat(kiln.output().lines().filter(line -> line.startsWith("kiln: ")))
                    .singleElement()
                    .asString()
                    .contains(named);
            assertThat(kiln.output()).doesNotContain("[cds]").doesNotContain("[aot]");
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
        assertThat(run(variables(), "train", HELLO, "--hots").output())
                .contains("'--hots'", "--host");
        assertThat(run(variables("KILN_CACHE", "a:b"), "train", HELLO).output())
                .contains("a:b", "colon");
        assertThat(run(variables(), "train", HELLO, "--request=none.http").output())
                .contains("none.http", "GET /path HTTP/1.1");
        assertThat(run(variables(), "train", HELLO, "--time-limit=soon").output())
                .contains("'soon'", "90s");
        var late = run(variables(), "train", HELLO, "--time-limit=50ms");
        assertThat(late.status()).isEqualTo(1);
        assertThat(late.output()).contains("longer than 50ms");
        assertThat(folder.resolve("cache")).isEmptyDirectory();
    }
}
