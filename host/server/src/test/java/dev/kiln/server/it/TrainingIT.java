package dev.kiln.server.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.HttpProtocol;
import reactor.util.retry.Retry;

/** What the launcher trains, and takes where it fits. */
class TrainingIT extends LaunchedHost {

    private static final String EVENTS = "com.amazonaws.services.lambda.runtime.events.";
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
                .doesNotContain("the cache has Spring too");
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
    void what_clients_and_proxies_send_needs_no_class_that_training_has_not_seen()
            throws Exception {
        assertThat(run(variables(), "train", HELLO).status()).isZero();

        for (var version : HttpClient.Version.values()) {
            // HTTP/2 is offered by a request of HTTP/1.1.
            assertNeedsNoJarOfTheHost(
                    kiln -> kiln.send(likeAProxys(kiln).version(version)).body(), "Hello, x!");
        }
        assertNeedsNoJarOfTheHost(kiln -> askByHttp2(kiln, HttpMethod.GET), "Hello, x!");
        assertNeedsNoJarOfTheHost(kiln -> askByHttp2(kiln, HttpMethod.POST), "Only GET");
    }

    private interface Client {
        String ask(KilnProcess kiln) throws Exception;
    }

    private void assertNeedsNoJarOfTheHost(Client client, String answer) throws Exception {
        var log = folder.resolve("classes.log");
        // Alone, because what Spring loads after the answer is not meant; and Netty watches buffers
        // at random.
        var options =
                "-Ddev.kiln.frontdoor.alone=true -Dio.netty.leakDetection.samplingInterval=1"
                        + " -Xlog:class+load:file=";

        try (var kiln = start(variables("_HANDLER", HELLO, "JAVA_TOOL_OPTIONS", options + log))) {
            assertThat(client.ask(kiln)).contains(answer);
        }

        var loaded = Files.readAllLines(log);
        assertThat(loaded).anyMatch(line -> line.endsWith(HELLO + " source: shared objects file"));
        assertThat(loaded)
                .filteredOn(line -> line.contains("source: file:" + LAYOUT.resolve("lib")))
                .isEmpty();
    }

    private static HttpRequest.Builder likeAProxys(KilnProcess kiln) {
        return HttpRequest.newBuilder(URI.create(kiln.url() + "/a/b%20c?name=x"))
                .header("Accept", "text/html, */*;q=0.8")
                .header("Accept-Encoding", "gzip, deflate, br")
                .header("Accept-Language", "en")
                .header("Forwarded", "for=10.0.0.1;proto=http")
                .header("X-Forwarded-For", "10.0.0.1")
                .header("X-Forwarded-Proto", "http")
                .header("K-Proxy-Request", "activator")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    }

    /** Without an offer, as Knative does where a port is called h2c. */
    private static String askByHttp2(KilnProcess kiln, HttpMethod method) {
        return reactor.netty.http.client.HttpClient.newConnection()
                .protocol(HttpProtocol.H2C)
                .request(method)
                .uri(kiln.url() + "/a/b%20c?name=x")
                .send(ByteBufFlux.fromString(Flux.just(method == HttpMethod.POST ? "{}" : "")))
                .responseContent()
                .aggregate()
                .asString()
                .retryWhen(Retry.indefinitely().filter(ConnectException.class::isInstance))
                .block(Duration.ofMinutes(1));
    }

    @Test
    void an_answer_that_breaks_off_is_good_enough_to_train_with() throws Exception {
        var variables =
                variables(
                        "LAMBDA_TASK_ROOT",
                        CLASSES.toString(),
                        "KILN_PAYLOAD_KIND",
                        "function-url",
                        "KILN_INVOKE_MODE",
                        "RESPONSE_STREAM");

        var training = run(variables, "train", "com.example.Troubles::breakOff");

        assertThat(training.status()).as(training.output()).isZero();
        assertThat(training.output()).doesNotContain("the cache has Spring too");
    }

    @Test
    void a_function_does_not_see_what_its_host_was_told_of_the_cache() throws Exception {
        writeJar("com/example/JdkChoices.class", choices());
        var variables = ofJar("com.example.JdkChoices::propertiesOfHost");
        assertThat(run(variables, "train").status()).isZero();
        assertThat(run(variables, "command").output()).contains("-Ddev.kiln.runtime.jars=");

        try (var kiln = start(variables)) {
            assertThat(kiln.get("/").body()).isEqualTo("[]");
        }
    }

    @Test
    void what_conversion_needs_of_the_jdk_is_made_beside_the_functions_thread() throws Exception {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "There is one processor");
        assertThat(run(variables(), "train", HELLO).status()).isZero();
        var log = folder.resolve("classes.log");
        var logging =
                variables(
                        "_HANDLER",
                        HELLO,
                        "JAVA_TOOL_OPTIONS",
                        "-Xlog:class+load,class+init:file=" + log + ":tid");
        try (var kiln = start(logging)) {
            assertServesAndEnds(kiln);
        }

        var byThread = new HashMap<String, List<String>>();
        for (var line : Files.readAllLines(log)) {
            var parts = line.substring(1).split("]", 2);
            byThread.computeIfAbsent(parts[0], _ -> new ArrayList<>()).add(parts[1].strip());
        }
        // It makes classes for annotations, and initialises nothing of Jackson's, as the function's
        // thread does at the same time: each could wait for the other for ever.
        var conversion = ofThreadThat(byThread, "'dev/kiln/runtime/bridge/ReflectionWarmUp'");
        assertThat(conversion).anyMatch(line -> line.endsWith("source: __dynamic_proxy__"));
        assertThat(conversion)
                .noneMatch(line -> line.contains("Initializing 'com/amazonaws/lambda/thirdparty"));
        // When a class of the function's is loaded is the function's own affair: it may change
        // classes before it uses them.
        var function = ofThreadThat(byThread, "'com/example/helloproxy/HelloProxy'");
        assertThat(function).anyMatch(line -> line.startsWith(EVENTS));
        assertThat(conversion).noneMatch(line -> line.startsWith(EVENTS));
    }

    private static List<String> ofThreadThat(Map<String, List<String>> byThread, String did) {
        return byThread.values().stream()
                .filter(lines -> lines.stream().anyMatch(line -> line.contains(did)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_class_that_has_changed_since_training_is_the_new_one() throws Exception {
        var name = "com/example/JdkChoices.class";
        writeJar(name, choices());
        var variables = ofJar("com.example.JdkChoices::seen");
        assertThat(run(variables, "train").status()).isZero();
        try (var kiln = start(variables)) {
            assertThat(kiln.get("/").body()).contains("channels by property");
        }

        // Of the same size: a directory that differs by one checksum.
        var changed = new String(choices(), ISO_8859_1).replace("channels by", "CHANNELS by");
        writeJar(name, changed.getBytes(ISO_8859_1));

        try (var kiln = start(variables)) {
            assertThat(kiln.get("/").body()).contains("CHANNELS by property");
            assertThat(kiln.output()).doesNotContain("kiln:");
        }
    }

    private static byte[] choices() throws IOException {
        return Files.readAllBytes(CLASSES.resolve("com/example/JdkChoices.class"));
    }

    private Map<String, String> ofJar(String handler) throws IOException {
        return variables("LAMBDA_TASK_ROOT", folder.resolve("jar").toString(), "_HANDLER", handler);
    }

    private void writeJar(String name, byte[] content) throws IOException {
        var jar = Files.createDirectories(folder.resolve("jar/lib")).resolve("function.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            var entry = new ZipEntry(name);
            entry.setTime(0);
            out.putNextEntry(entry);
            out.write(content);
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
    void a_large_function_starts_from_what_was_learned_of_the_jdks_code() throws Exception {
        var training = KilnProcess.REPOSITORY.resolve("host/training/target");
        copy(training.resolve("classes"), folder.resolve("training"));
        copy(training.resolve("dependency"), folder.resolve("training/lib"));
        var trained =
                run(
                        variables("LAMBDA_TASK_ROOT", folder.resolve("training").toString()),
                        "train",
                        "dev.kiln.training.FrameworkFunction",
                        "--host");
        assertThat(trained.output())
                .contains("GET /kiln-train/a%20b?c=d HTTP/1.1: 200 OK")
                .contains("POST / HTTP/1.1: 200 OK")
                .contains("host-large.aot")
                .doesNotContain("the cache has Spring too");
        assertThat(trained.status()).as(trained.output()).isZero();
        assertThat(run(variables(), "command", HELLO).output())
                .as("a small function")
                .doesNotContain("host-large.aot")
                .contains("-XX:-AOTReplayTraining");
        Files.write(task().resolve("lib/large.jar"), new byte[8 << 20]);

        var large =
                variables(
                        "_HANDLER",
                        HELLO,
                        "JAVA_TOOL_OPTIONS",
                        "-XX:+UnlockDiagnosticVMOptions -XX:+AOTPrintTrainingInfo");
        try (var kiln = start(large)) {
            assertServesAndEnds(kiln);
            assertThat(kiln.output())
                    .doesNotContain("kiln: ")
                    .containsPattern(" M java/util/HashMap\\.\\w+\\(.* LM");
        }
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
        var hello = variables("_HANDLER", HELLO);
        assertThat(run(hello, "train").status()).isZero();
        var parts = new ArrayList<Path>();
        try (var files = Files.list(folder.resolve("cache"))) {
            files.filter(file -> !file.toString().endsWith(".ground")).forEach(parts::add);
        }
        assertThat(parts).hasSize(3);
        for (var part : parts) {
            var content = Files.readAllBytes(part);
            for (var broken : List.of(new byte[0], half(content), damaged(content))) {
                Files.write(part, broken);
                assertStartsWithOneWarning(hello, part.getFileName().toString());
            }
            Files.write(part, content);
            assertThat(run(hello, "command").output())
                    .as("written anew, and the same")
                    .contains("-XX:SharedArchiveFile=")
                    .doesNotContain("kiln:");
        }
        var otherCollector = variables("_HANDLER", HELLO, "JAVA_TOOL_OPTIONS", "-XX:+UseZGC");
        assertStartsWithOneWarning(otherCollector, "-XX:+UseZGC");
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
        return Arrays.copyOf(content, content.length / 2);
    }

    /** Of the same size, and so that the JVM ends in a fault where it believes it. */
    private static byte[] damaged(byte[] content) {
        var damaged = content.clone();
        for (int at = content.length / 4; at < content.length; at += 64) {
            damaged[at] ^= 0x55;
        }
        return damaged;
    }

    /** As where the disk is full, which the launcher does not know beforehand. */
    @Test
    void a_run_that_cannot_keep_what_it_learned_of_jars_ends_and_says_so() throws Exception {
        var jars = folder.resolve("missing/jars");
        var options = "-Ddev.kiln.frontdoor.alone=true -Ddev.kiln.runtime.jars.recorded=" + jars;
        try (var kiln = start(variables("JAVA_TOOL_OPTIONS", options), HELLO)) {
            assertThat(kiln.get("/?name=Ada").body()).isEqualTo("Hello, Ada!\n");

            kiln.terminate();

            assertThat(kiln.awaitExit()).as(kiln.output()).isEqualTo(1);
            assertThat(kiln.output()).contains("NoSuchFileException: " + jars);
        }
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
