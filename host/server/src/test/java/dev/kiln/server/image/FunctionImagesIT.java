package dev.kiln.server.image;

import static dev.kiln.server.image.FunctionContext.pathOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.example.image.Surroundings;
import com.example.patient.Patient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Dockerfiles as they are written for AWS's image, with Kiln's in the place of AWS's. */
@ExtendWith(Images.Provider.class)
class FunctionImagesIT {

    private static final Path SAMPLE = Images.REPOSITORY.resolve("samples/hello-proxy");
    private static final String TAG = Images.tag("function");
    private static final String UNTRAINED = Images.tag("untrained");
    private static final String SERVERLESS = "com.example.helloproxy.ServerlessHandler";

    @TempDir Path folder;

    @Test
    void classes_and_dependencies(Images images) throws Exception {
        var dockerfile =
                Files.writeString(
                        folder.resolve("Dockerfile"),
                        """
                        FROM %s
                        COPY target/classes ${LAMBDA_TASK_ROOT}
                        COPY target/dependency/* ${LAMBDA_TASK_ROOT}/lib/
                        CMD ["com.example.helloproxy.HelloProxy::handleRequest"]
                        """
                                .formatted(images.kiln()));

        images.build(TAG, SAMPLE, "--file", dockerfile.toString());

        assertGreets("/?name=Ada");
    }

    @Test
    void a_shaded_jar_with_buildah(Images images) throws Exception {
        assumeTrue(Command.exists("buildah"), "buildah is not installed: apt-get install buildah");
        var context =
                new FunctionContext(folder)
                        .withJar("target/function-all.jar", shaded())
                        .withDockerfile(
                                """
                                FROM %s
                                COPY target/function-all.jar ${LAMBDA_TASK_ROOT}/lib/
                                CMD ["com.example.helloproxy.HelloProxy"]
                                """
                                        .formatted(images.kiln()));

        images.buildWithBuildah(TAG, context.folder());

        assertGreets("/?name=Ada");
    }

    @Test
    void an_unpacked_zip_in_a_place_of_its_own_without_a_shell(Images images) throws Exception {
        var context =
                new FunctionContext(folder)
                        .withDockerfile(
                                """
                                FROM %s
                                ENV LAMBDA_TASK_ROOT=/function _HANDLER=com.example.helloproxy.HelloProxy
                                COPY unpacked ${LAMBDA_TASK_ROOT}
                                """
                                        .formatted(images.slim()));
        copy(SAMPLE.resolve("target/classes"), context.path("unpacked"));
        copy(SAMPLE.resolve("target/dependency"), context.path("unpacked/lib"));

        images.build(TAG, context.folder());

        assertGreets("/?name=Ada");
    }

    @Test
    void layers_wrapper_options_and_the_order_of_the_class_path(Images images) throws Exception {
        var context = surroundings();
        context.withFile("target/classes/order.txt", "root")
                .withJar("lib/b.jar", Map.of("order.txt", "lib b".getBytes(UTF_8)))
                .withJar("lib/B.jar", Map.of("order.txt", "lib B".getBytes(UTF_8)))
                .withJar("beside.jar", Map.of("order.txt", "no".getBytes(UTF_8)))
                .withJar("layer.jar", Map.of("order.txt", "layer".getBytes(UTF_8)))
                .withFile("wrapper", "#!/bin/sh\nexport WRAPPED=yes\nexec \"$@\"\n")
                .withDockerfile(
                        """
                        FROM %s
                        COPY layer.jar /opt/java/lib/
                        COPY --chmod=0755 wrapper /opt/
                        COPY lib/* ${LAMBDA_TASK_ROOT}/lib/
                        COPY target/classes beside.jar ${LAMBDA_TASK_ROOT}/
                        ENV AWS_LAMBDA_EXEC_WRAPPER=/opt/wrapper JAVA_TOOL_OPTIONS=-Dgiven=yes
                        ENV KILN_PAYLOAD_KIND=raw _HANDLER=com.example.Nobody
                        CMD ["com.example.image.Surroundings::place"]
                        """
                                .formatted(images.kiln()));

        images.build(TAG, context.folder());

        var place = answer(List.of("--memory", "512m"));
        assertThat(place.path("order"))
                .extracting(JsonNode::stringValue)
                .containsExactly("root", "lib B", "lib b", "layer");
        assertThat(place.path("directory").stringValue()).isEqualTo("/var/task");
        assertThat(place.path("given").stringValue()).isEqualTo("yes");
        assertThat(place.path("wrapped").stringValue()).isEqualTo("yes");
        assertThat(place.path("memory").stringValue()).isEqualTo("512");
    }

    @Test
    void what_functions_ask_of_a_JDK_and_of_its_system_is_there(Images images) throws Exception {
        for (var image : List.of(images.kiln(), images.slim())) {
            var context =
                    surroundings()
                            .withDockerfile(
                                    """
                                    FROM %s
                                    COPY target/classes ${LAMBDA_TASK_ROOT}
                                    ENV KILN_PAYLOAD_KIND=raw
                                    CMD ["com.example.image.Surroundings::java"]
                                    """
                                            .formatted(image));

            images.build(TAG, context.folder());

            var java = answer(List.of());
            assertThat(java.path("weekday").stringValue()).isEqualTo("mercredi");
            assertThat(java.path("locale").stringValue()).isEqualTo("en_US");
            assertThat(java.path("charset").stringValue()).isEqualTo("IBM037");
            assertThat(java.path("file").stringValue()).isEqualTo("grün €");
            assertThat(java.path("keys").stringValue()).isEqualTo("ECEdDSA");
            assertThat(java.path("xml").stringValue()).isEqualTo("c");
            for (var there : List.of("certificates", "image", "zip", "dns", "beans")) {
                assertThat(java.path(there).booleanValue()).as(there).isTrue();
            }
            assertThat(java.path("loaded")).hasSize(9);
        }
    }

    @Test
    void one_line_trains_the_function(Images images) throws Exception {
        var dockerfile =
                Files.writeString(
                        folder.resolve("Dockerfile"),
                        """
                        FROM %s
                        COPY target/classes ${LAMBDA_TASK_ROOT}
                        COPY target/dependency/* ${LAMBDA_TASK_ROOT}/lib/
                        RUN ["kiln", "train", "%s"]
                        CMD ["%s"]
                        """
                                .formatted(images.kiln(), SERVERLESS, SERVERLESS));

        images.build(TAG, SAMPLE, "--file", dockerfile.toString());

        assertStartsFromItsCache();
    }

    @Test
    void two_lines_train_an_image_that_is_there_without_a_shell(Images images) throws Exception {
        var dockerfile = folder.resolve("Dockerfile");
        Files.writeString(
                dockerfile,
                """
                FROM %s
                COPY target/classes ${LAMBDA_TASK_ROOT}
                COPY target/dependency/* ${LAMBDA_TASK_ROOT}/lib/
                CMD ["%s"]
                """
                        .formatted(images.slim(), SERVERLESS));
        images.build(UNTRAINED, SAMPLE, "--file", dockerfile.toString());
        Files.writeString(
                dockerfile,
                "FROM %s%nRUN [\"kiln\", \"train\", \"%s\"]%n".formatted(UNTRAINED, SERVERLESS));

        images.build(TAG, folder);

        assertStartsFromItsCache();
    }

    private static void assertStartsFromItsCache() throws Exception {
        try (var container = Container.start(TAG, "JAVA_TOOL_OPTIONS=-Xlog:class+load")) {
            assertThat(container.get("/").statusCode()).isEqualTo(200);
            assertThat(container.logs())
                    .contains(SERVERLESS + " source: shared objects file")
                    .doesNotContain("kiln: ");
        }
    }

    @Test
    void a_function_brings_a_whole_JDK(Images images) throws Exception {
        var context =
                surroundings()
                        .withDockerfile(
                                """
                                FROM %s
                                COPY --from=%s /opt/java /opt/jdk
                                ENV JAVA_HOME=/opt/jdk KILN_PAYLOAD_KIND=raw
                                COPY target/classes ${LAMBDA_TASK_ROOT}
                                RUN ["kiln", "train", "com.example.image.Surroundings::variables"]
                                CMD ["com.example.image.Surroundings::variables"]
                                """
                                        .formatted(images.kiln(), images.jdk()));

        images.build(TAG, context.folder());

        try (var container = Container.start(TAG, "JAVA_TOOL_OPTIONS=-Xlog:class+load")) {
            assertThat(container.logs())
                    .contains("dev.kiln.frontdoor.Kiln source: shared objects file")
                    .doesNotContain("kiln: ");
            assertThat(container.post("/", "{}").join().body())
                    .contains("\"JAVA_HOME\":\"/opt/jdk\"");
        }
    }

    @Test
    void a_function_moves_only_its_own_layers(Images images) throws Exception {
        var context = surroundings();
        context.withJar("target/dependency/a.jar", Map.of("order.txt", "a".getBytes(UTF_8)))
                .withDockerfile(
                        """
                        FROM %s
                        COPY target/dependency/* ${LAMBDA_TASK_ROOT}/lib/
                        COPY target/classes ${LAMBDA_TASK_ROOT}
                        CMD ["com.example.image.Surroundings::place"]
                        """
                                .formatted(images.kiln()));
        images.build(TAG, context.folder());
        var before = Podman.layersOf(TAG);

        context.withClass(Patient.class);
        images.build(TAG, context.folder());

        var after = Podman.layersOf(TAG);
        var host = Podman.layersOf(images.kiln());
        assertThat(after).startsWith(host.toArray(String[]::new)).hasSize(host.size() + 2);
        assertThat(after.subList(0, host.size() + 1)).isEqualTo(before.subList(0, host.size() + 1));
        assertThat(after.getLast()).isNotEqualTo(before.getLast());
    }

    @Test
    void files_that_only_root_can_read_are_named(Images images) throws Exception {
        var context =
                surroundings()
                        .withDockerfile(
                                """
                                FROM %s
                                COPY target/classes ${LAMBDA_TASK_ROOT}
                                CMD ["com.example.image.Surroundings::place"]
                                """
                                        .formatted(images.kiln()));
        var function = context.path("target/classes/" + pathOf(Surroundings.class));
        Files.setPosixFilePermissions(function, PosixFilePermissions.fromString("rw-------"));

        images.build(TAG, context.folder());

        try (var container = Container.launch(TAG)) {
            await().atMost(Container.PATIENCE)
                    .until(() -> container.logs().contains("cannot be initialised"));
            assertThat(container.logs())
                    .contains("'/var/task/" + pathOf(Surroundings.class) + "' cannot be read")
                    .contains("chmod");
        }
    }

    private FunctionContext surroundings() throws IOException {
        return new FunctionContext(folder).withClass(Surroundings.class);
    }

    private static void assertGreets(String path) throws Exception {
        try (var container = Container.start(TAG)) {
            var answer = container.get(path);

            assertThat(answer.body()).as(container.logs()).isEqualTo("Hello, Ada!\n");
            assertThat(container.logs()).doesNotContain("kiln: ");
        }
    }

    private static JsonNode answer(List<String> options) throws Exception {
        try (var container = Container.start(TAG, options)) {
            var answer = container.post("/", "{}").join();

            assertThat(answer.statusCode()).as(answer.body() + container.logs()).isEqualTo(200);
            return JsonMapper.shared().readTree(answer.body());
        }
    }

    private static Map<String, byte[]> shaded() throws IOException {
        var entries = new TreeMap<String, byte[]>();
        try (var jars = Files.list(SAMPLE.resolve("target/dependency"))) {
            for (var path : jars.toList()) {
                try (var jar = new JarFile(path.toFile())) {
                    for (var entry : jar.stream().filter(it -> !it.isDirectory()).toList()) {
                        entries.putIfAbsent(
                                entry.getName(), jar.getInputStream(entry).readAllBytes());
                    }
                }
            }
        }
        var classes = SAMPLE.resolve("target/classes");
        try (var files = Files.walk(classes)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                entries.put(classes.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return entries;
    }

    private static void copy(Path from, Path to) throws IOException {
        org.springframework.util.FileSystemUtils.copyRecursively(from, to);
    }
}
