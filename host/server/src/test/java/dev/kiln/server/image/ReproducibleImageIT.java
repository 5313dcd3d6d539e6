package dev.kiln.server.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Images.Provider.class)
class ReproducibleImageIT {

    /** From the lowest on: Java, OpenTelemetry's agent, libraries, Kiln, the cache. */
    private static final int LAYERS = 5;

    @TempDir Path folder;

    @Test
    void two_builds_make_the_same_layers_but_for_the_cache(Images images) {
        var first = layersOfKiln(images.kiln());

        // Built without any layer of the first one, also its first stage.
        var second = layersOfKiln(images.slim());

        assertThat(second.subList(0, LAYERS - 1)).isEqualTo(first.subList(0, LAYERS - 1));
    }

    private static List<String> layersOfKiln(String image) {
        var layers = Podman.layersOf(image);
        return layers.subList(layers.size() - LAYERS, layers.size());
    }

    @Test
    void the_slim_image_has_neither_shell_nor_tools(Images images) {
        var programs = List.of("sh bash dash busybox ls cat cp env apt dpkg curl wget".split(" "));

        var files = filesOf(images.slim());

        assertThat(files).contains("var/runtime/bin/kiln", "var/runtime/java/bin/java", "tmp");
        assertThat(files)
                .noneMatch(file ->
                        programs.contains(Path.of(file).getFileName().toString())
                                && file.contains("bin/"));
    }

    @Test
    void the_labels_say_what_it_is_and_where_its_bill_of_materials_lies(Images images) {
        var labels = inspect(images.kiln(), "{{range $k, $v := .Labels}}{{$k}}={{$v}}\n{{end}}");
        var place = Pattern.compile("(?m)^dev.kiln.sbom=/(.*)$").matcher(labels);

        assertThat(labels).contains("org.opencontainers.image.title=Kiln");
        assertThat(place.find()).isTrue();
        assertThat(filesOf(images.kiln())).contains(place.group(1));
        assertThat(inspect(images.kiln(), "{{.User}}")).isEqualTo("10001:0");
    }

    @Test
    void nothing_but_the_launcher_is_made_for_one_processor(Images images) throws Exception {
        for (var file : List.of("Dockerfile", "host/image/layers", "host/image/bare")) {
            assertThat(Files.readString(Images.REPOSITORY.resolve(file)))
                    .doesNotContain("amd64", "arm64", "x86", "aarch64");
        }

        // e_machine in an ELF header: EM_X86_64 and EM_AARCH64.
        assertThat(machineOf(images.launcher("linux/amd64"))).isEqualTo((short) 62);
        assertThat(machineOf(images.launcher("linux/arm64"))).isEqualTo((short) 183);
    }

    private short machineOf(String image) throws IOException {
        var program = folder.resolve("kiln");
        var container = Podman.call("create", image, "x").strip();
        try {
            Podman.call("cp", container + ":/kiln", program.toString());
        } finally {
            Podman.call("rm", "--force", container);
        }
        return ByteBuffer.wrap(Files.readAllBytes(program))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getShort(18);
    }

    private static String inspect(String image, String format) {
        return Podman.call("image", "inspect", "--format", format, image).strip();
    }

    private List<String> filesOf(String image) {
        var container = Podman.call("create", image, "x").strip();
        try {
            var tar = folder.resolve("files.tar");
            Podman.call("export", "--output", tar.toString(), container);
            return Command.run(List.of("tar", "--list", "--file", tar.toString()))
                    .lines()
                    .map(file -> file.replaceAll("^\\./|/$", ""))
                    .toList();
        } finally {
            Podman.call("rm", "--force", container);
        }
    }
}
