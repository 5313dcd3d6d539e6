package dev.kiln.server.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A function's image made by Maven alone, with the plugin in the sample's pom.xml. */
@ExtendWith(Images.Provider.class)
class JibIT {

    private static final String TAG = Images.tag("jib");
    private static final Path SAMPLE = Images.REPOSITORY.resolve("samples/hello-proxy");

    @Test
    void an_image_of_a_function_needs_neither_docker_nor_a_dockerfile(
            Images images, @TempDir Path folder) throws Exception {
        assumeTrue(Command.exists("mvn"), "mvn is not installed: apt-get install maven");
        var host = folder.resolve("kiln.tar");
        Podman.call(
                "save", "--format", "docker-archive", "--output", host.toString(), images.slim());

        Command.run(
                List.of(
                        "mvn",
                        "--quiet",
                        "--batch-mode",
                        "--file",
                        SAMPLE.resolve("pom.xml").toString(),
                        "package",
                        "jib:buildTar",
                        "-DskipTests",
                        "-Djib.from.image=tar://" + host,
                        "-Djib.to.image=" + TAG,
                        "-Djib.outputPaths.tar=" + folder.resolve("hello.tar"),
                        "-Djib.useOnlyProjectCache=true"));

        Podman.call("load", "--input", folder.resolve("hello.tar").toString());
        var below = Podman.layersOf(images.slim());
        // One of libraries, one of classes, and nothing in Jib's own folders.
        assertThat(Podman.layersOf(TAG))
                .startsWith(below.toArray(String[]::new))
                .hasSize(below.size() + 2);
        try (var container = Container.start(TAG)) {
            assertThat(container.get("/?name=Ada").body()).isEqualTo("Hello, Ada!\n");
            assertThat(container.logs()).doesNotContain("kiln: ");
        } finally {
            Podman.call("rmi", "--force", "--ignore", TAG);
        }
    }
}
