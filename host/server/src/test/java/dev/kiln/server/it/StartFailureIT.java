package dev.kiln.server.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong is said in one message; what cannot be served ends the process with 1. */
class StartFailureIT {

    private static final Path CLASSES = Path.of("target/test-classes").toAbsolutePath();
    private static final String ECHO = "--kiln.handler=com.example.Functions::echo";
    private static final String TEST_CLASSES = "--kiln.classes=" + CLASSES;

    @TempDir Path folder;

    static Stream<Arguments> wrongSettings() {
        return Stream.of(
                arguments("no function", List.of(), Map.of(), "No function is configured."),
                arguments(
                        "wrong path",
                        List.of(ECHO, "--kiln.classes=nowhere/classes"),
                        Map.of(),
                        "nowhere/classes"),
                arguments(
                        "wrong jar",
                        List.of(ECHO, "--kiln.jar=nowhere.jar"),
                        Map.of(),
                        "nowhere.jar"),
                arguments(
                        "bad port", List.of(ECHO, TEST_CLASSES), Map.of("PORT", "http"), "'http'"),
                arguments(
                        "bad timeout",
                        List.of(ECHO, TEST_CLASSES, "--kiln.timeout=soon"),
                        Map.of(),
                        "kiln.timeout is 'soon'"),
                arguments(
                        "mistyped setting",
                        List.of(ECHO, TEST_CLASSES, "--kiln.payload-knd=raw"),
                        Map.of(),
                        "did you mean kiln.payload-kind?"),
                arguments(
                        "mistyped variable",
                        List.of(ECHO, TEST_CLASSES),
                        Map.of("KILN_PAYLOD_KIND", "raw"),
                        "did you mean KILN_PAYLOAD_KIND?"),
                arguments(
                        "handler without its setting's name",
                        List.of("com.example.Functions::echo"),
                        Map.of(),
                        "'com.example.Functions::echo' means nothing"),
                arguments(
                        "setting without a value",
                        List.of(ECHO, TEST_CLASSES, "--kiln.payload-kind"),
                        Map.of(),
                        "--kiln.payload-kind=value"),
                arguments(
                        "missing configuration",
                        List.of("--kiln.config=nowhere.yaml"),
                        Map.of(),
                        "kiln.config names 'nowhere.yaml'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongSettings")
    void a_wrong_setting_ends_the_start_with_one_message(
            String name, List<String> args, Map<String, String> variables, String message)
            throws Exception {
        try (var kiln = KilnProcess.start(folder, variables, args.toArray(String[]::new))) {
            assertThat(kiln.awaitExit()).as(kiln.output()).isEqualTo(1);
            assertOneMessage(kiln, message);
        }
    }

    @Test
    void a_port_that_is_taken_ends_the_start() throws Exception {
        try (var taken = new ServerSocket(0);
                var kiln =
                        KilnProcess.start(
                                folder,
                                Map.of("PORT", Integer.toString(taken.getLocalPort())),
                                ECHO,
                                TEST_CLASSES)) {
            assertThat(kiln.awaitExit()).isEqualTo(1);
            assertOneMessage(kiln, "Cannot listen on port " + taken.getLocalPort());
        }
    }

    @Test
    void a_management_port_that_is_taken_ends_the_start_and_says_what_to_set() throws Exception {
        try (var taken = new ServerSocket(0)) {
            var port = Integer.toString(taken.getLocalPort());
            try (var kiln =
                    KilnProcess.start(
                            folder, Map.of("KILN_MANAGEMENT_PORT", port), ECHO, TEST_CLASSES)) {
                assertThat(kiln.awaitExit()).isEqualTo(1);
                assertOneMessage(kiln, "Cannot listen on the management port, " + port);
                assertThat(kiln.output()).contains("Set kiln.management-port");
            }
        }
    }

    @Test
    void a_file_that_contradicts_the_environment_ends_the_start() throws Exception {
        Files.writeString(folder.resolve("kiln.yaml"), "kiln.timeout: 4s\n");

        try (var kiln =
                KilnProcess.start(folder, Map.of("KILN_TIMEOUT", "3s"), ECHO, TEST_CLASSES)) {
            assertThat(kiln.awaitExit()).isEqualTo(1);
            assertOneMessage(kiln, "kiln.timeout is '4s'");
        }
    }

    @Test
    void a_file_that_is_no_yaml_ends_the_start() throws Exception {
        Files.writeString(folder.resolve("kiln.yaml"), "kiln:\n  handler: [\n");

        try (var kiln = KilnProcess.start(folder, Map.of())) {
            assertThat(kiln.awaitExit()).isEqualTo(1);
            assertOneMessage(kiln, "not valid YAML");
        }
    }

    @Test
    void a_bean_that_cannot_be_made_ends_the_start() throws Exception {
        Files.writeString(
                folder.resolve("kiln.yaml"),
                """
                kiln:
                  extensions: %1$s/broken
                  functions: { echo: { handler: "com.example.Functions::echo", classes: %2$s } }
                """
                        .formatted(folder, CLASSES));
        var broken = "com/example/broken/BrokenExtension.class";
        Files.createDirectories(folder.resolve("broken/com/example/broken"));
        Files.copy(CLASSES.resolve(broken), folder.resolve("broken").resolve(broken));

        try (var kiln = KilnProcess.start(folder, Map.of())) {
            assertThat(kiln.awaitExit()).isEqualTo(1);
            assertOneMessage(kiln, "The data source is not there");
        }
    }

    @Test
    void a_composition_of_something_unknown_ends_the_start() throws Exception {
        Files.writeString(
                folder.resolve("kiln.yaml"),
                """
                kiln.functions:
                  echo: { handler: "com.example.Functions::echo", classes: %s, definition: "redct|echo" }
                """
                        .formatted(CLASSES));

        try (var kiln = KilnProcess.start(folder, Map.of())) {
            assertThat(kiln.awaitExit()).isEqualTo(1);
            assertOneMessage(kiln, "'redct'");
        }
    }

    static Stream<Arguments> wrongHandlers() {
        return Stream.of(
                arguments(
                        "com.example.Nowhere::echo",
                        "Class not found: com.example.Nowhere",
                        "where its classes are"),
                arguments(
                        "com.example.Functions::ecko",
                        "No public method named ecko",
                        "com.example.Functions::ecko"),
                arguments(
                        "com.example.broken.NeedsMissing",
                        "Missing",
                        "class com.example.broken.Missing is missing. Its jar belongs into"),
                arguments(
                        "com.example.broken.Unset::handle",
                        "Error loading class com.example.broken.Unset",
                        "because of java.lang.IllegalStateException: TABLE is not set"),
                arguments(
                        "com.example.broken.Newer::handle",
                        "class file version 99.0",
                        "compile it with --release"));
    }

    /** AWS answers each call with the fault and keeps running; so does Kiln outside Knative. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongHandlers")
    void a_handler_that_cannot_be_loaded_is_said_once_and_to_each_caller(
            String handler, String message, String wayOut) throws Exception {
        var task = BrokenFunctions.in(folder.resolve("task"));

        try (var kiln =
                KilnProcess.start(
                        folder, Map.of(), "--kiln.handler=" + handler, "--kiln.classes=" + task)) {
            var answer = kiln.post("/2015-03-31/functions/function/invocations", "{}");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("x-amz-function-error")).contains("Unhandled");
            assertThat(answer.body()).contains(message);
            assertThat(kiln.get("/health/readiness").statusCode()).isEqualTo(503);
            assertThat(kiln.manage("/actuator/health/functions").body())
                    .contains("\"status\":\"DOWN\"");
            assertThat(kiln.output().lines())
                    .filteredOn(line -> line.contains("cannot be initialised"))
                    .singleElement()
                    .asString()
                    .contains(message)
                    .contains(wayOut);
        }
    }

    private static void assertOneMessage(KilnProcess kiln, String message) {
        var lines = kiln.output().lines().toList();
        assertThat(lines).as(kiln.output()).hasSizeBetween(1, 2);
        assertThat(lines.getFirst()).contains(message).doesNotContain("org.springframework");
    }
}
