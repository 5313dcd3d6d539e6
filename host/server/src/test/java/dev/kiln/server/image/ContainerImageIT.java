package dev.kiln.server.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.image.Surroundings;
import com.example.patient.Patient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(Images.Provider.class)
class ContainerImageIT {

    private static final String OWN = Images.tag("own");
    private static final String HELLO = "com.example.helloproxy.HelloProxy";

    @TempDir Path folder;

    @Test
    void the_sample_answers_any_user_s_process_on_a_read_only_file_system(Images images)
            throws Exception {
        try (var container = Container.start(images.sample("hello-proxy", HELLO))) {
            var live = container.get("/health/liveness");
            var answer = container.get("/?name=Ada");

            assertThat(live.statusCode()).isEqualTo(200);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("Hello, Ada!\n");
        }
    }

    @Test
    void the_host_starts_from_the_cache_that_its_build_has_trained(Images images) throws Exception {
        for (var image : List.of(images.kiln(), images.slim())) {
            images.build(OWN, own(image, "com.example.patient.Patient::greet"));

            try (var container = Container.start(OWN, "JAVA_TOOL_OPTIONS=-Xlog:class+load")) {
                await().atMost(Container.PATIENCE)
                        .until(() ->
                                container
                                        .logs()
                                        .contains(
                                                "org.springframework.boot.SpringApplication source:"
                                                        + " shared objects file"));

                assertThat(container.logs())
                        .contains("dev.kiln.frontdoor.Kiln source: shared objects file")
                        .doesNotContain("kiln: ");
            }
        }
    }

    @Test
    void a_running_invocation_is_answered_after_SIGTERM_and_the_process_ends_well(Images images)
            throws Exception {
        images.build(OWN, own(images.kiln(), "com.example.patient.Patient::greet"));
        try (var container =
                Container.start(OWN, "AWS_LAMBDA_FUNCTION_TIMEOUT=120", "KILN_DRAIN_LIMIT=120s")) {
            var answer = container.post("/", "\"Ada\"");
            await().atMost(Container.PATIENCE)
                    .until(() -> container.logs().contains("waiting for /tmp/go"));

            container.signal("TERM");
            await().atMost(Container.PATIENCE).until(() -> refuses(container));
            container.shell("> /tmp/go");

            assertThat(answer.join().body()).isEqualTo("\"Hello, Ada\"");
            assertThat(container.exitCode()).isZero();
        }
    }

    @Test
    void the_heap_fits_small_and_large_containers(Images images) throws Exception {
        images.build(OWN, own(images.slim(), "com.example.image.Surroundings::place"));
        for (var limits : Map.of("256m", "0.5", "2g", "2").entrySet()) {
            var options = List.of("--memory", limits.getKey(), "--cpus", limits.getValue());
            try (var container = Container.start(OWN, options)) {
                var answer = container.post("/", "{}").join();

                assertThat(answer.statusCode()).as(container.logs()).isEqualTo(200);
                var place = JsonMapper.shared().readTree(answer.body());
                var memory = Integer.parseInt(place.path("memory").stringValue());
                assertThat(memory).isEqualTo(limits.getKey().equals("2g") ? 2048 : 256);
                // The collector keeps a part of -Xmx back.
                assertThat(place.path("heap").intValue()).isBetween(memory / 4, memory * 3 / 4);
            }
        }
    }

    private static boolean refuses(Container container) throws InterruptedException {
        try {
            return container.get("/health/readiness").statusCode() != 200;
        } catch (IOException _) {
            return true;
        }
    }

    /** The Dockerfile of somebody who builds on the host's image. */
    private Path own(String image, String handler) throws IOException {
        var context = new FunctionContext(Files.createTempDirectory(folder, "own"));
        context.withClass(Patient.class)
                .withClass(Surroundings.class)
                .withDockerfile(
                        """
                        FROM %s
                        COPY target/classes ${LAMBDA_TASK_ROOT}
                        ENV KILN_PAYLOAD_KIND=raw
                        CMD ["%s"]
                        """
                                .formatted(image, handler));
        return context.folder();
    }
}
