package dev.kiln.server.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.example.patient.Patient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerImageIT {

    private static final Path REPOSITORY =
            Path.of("").toAbsolutePath().resolve("../..").normalize();

    private static final String BASE = "localhost/kiln-test-base";
    private static final String HOST = "localhost/kiln-test-host";
    private static final String SAMPLE = "localhost/kiln-test-sample";
    private static final String OWN = "localhost/kiln-test-own";

    @BeforeAll
    static void build_the_images(@TempDir Path base, @TempDir Path own) throws IOException {
        assumeTrue(Podman.isInstalled(), "podman is not installed: apt-get install podman runc");
        BaseImage.layOut(base);
        Podman.call("build", "--tag", BASE, base.toString());
        buildTarget("kiln", HOST);
        buildTarget("sample", SAMPLE);
        buildOwn(own);
    }

    @AfterAll
    static void remove_the_images() {
        if (Podman.isInstalled()) {
            Podman.call("rmi", "--force", "--ignore", OWN, SAMPLE, HOST, BASE);
        }
    }

    @Test
    void the_sample_answers_any_user_s_process_on_a_read_only_file_system() throws Exception {
        try (var container = Container.start(SAMPLE)) {
            var live = container.get("/health/liveness");
            var answer = container.get("/?name=Ada");

            assertThat(live.statusCode()).isEqualTo(200);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("Hello, Ada!\n");
        }
    }

    @Test
    void a_running_invocation_is_answered_after_SIGTERM_and_the_process_ends_well()
            throws Exception {
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

    private static boolean refuses(Container container) throws InterruptedException {
        try {
            return container.get("/health/readiness").statusCode() != 200;
        } catch (IOException _) {
            return true;
        }
    }

    private static void buildTarget(String target, String tag) {
        Podman.call(
                "build",
                "--target",
                target,
                "--build-arg",
                "BASE=" + BASE,
                "--tag",
                tag,
                REPOSITORY.toString());
    }

    /** The Dockerfile of somebody who builds on the host's image. */
    private static void buildOwn(Path context) throws IOException {
        var file = Patient.class.getName().replace('.', '/') + ".class";
        var copy = context.resolve("classes").resolve(file);
        Files.createDirectories(copy.getParent());
        Files.copy(Path.of("target/test-classes").resolve(file), copy);
        Files.writeString(
                context.resolve("Dockerfile"),
                """
                FROM %s
                COPY classes /var/task/
                ENV KILN_PAYLOAD_KIND=raw
                CMD ["com.example.patient.Patient::greet"]
                """
                        .formatted(HOST));
        Podman.call("build", "--tag", OWN, context.toString());
    }
}
