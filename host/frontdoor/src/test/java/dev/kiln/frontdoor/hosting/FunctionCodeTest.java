package dev.kiln.frontdoor.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.frontdoor.config.FunctionDefinition;
import dev.kiln.frontdoor.config.TestSettings;
import dev.kiln.runtime.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionCodeTest {

    @TempDir private Path folder;

    @Test
    void a_jar_comes_with_a_folder_of_libraries_and_layers() throws IOException {
        var jar = jar("orders.jar");
        var lib = Files.createDirectory(folder.resolve("lib"));
        var library = jar("lib/b.jar");
        var layer = folder.resolve("layer/java/lib");
        Files.createDirectories(layer);
        var layered = jar("layer/java/lib/a.jar");

        var code =
                locate(
                        "jar", jar.toString(),
                        "lib", lib.toString(),
                        "layers", folder.resolve("layer").toString());

        assertThat(code.classPath()).containsExactly(jar, library, layered);
    }

    @Test
    void a_folder_of_classes_brings_its_own_lib() throws IOException {
        Files.createDirectory(folder.resolve("lib"));
        var library = jar("lib/b.jar");

        var code = locate("classes", folder.toString());

        assertThat(code.taskRoot()).isEqualTo(folder);
        assertThat(code.classPath()).containsExactly(folder, library);
    }

    @Test
    void without_a_setting_the_code_is_in_the_task_root() {
        var code =
                FunctionCode.locate(
                        FunctionDefinition.read(TestSettings.of()), Optional.of(folder.toString()));

        assertThat(code.taskRoot()).isEqualTo(folder);
    }

    @Test
    void says_what_is_wrong_with_a_place() throws IOException {
        var text = Files.writeString(folder.resolve("orders.jar"), "no zip at all");
        var missing = folder.resolve("nowhere");

        assertProblem("'jar' is '" + missing + "', but there is no such file.", "jar", missing);
        assertProblem(
                "'jar' is '"
                        + folder
                        + "', but that is no file. A folder is named by the setting"
                        + " 'classes'.",
                "jar",
                folder);
        assertProblem("'jar' is '" + text + "', but that is no jar: ", "jar", text);
        assertProblem(
                "'classes' is '" + missing + "', but there is no such folder.", "classes", missing);
        assertProblem(
                "'classes' is '"
                        + text
                        + "', but that is no folder. A jar is named by the setting"
                        + " 'jar'.",
                "classes",
                text);
        assertProblem("'lib' is '" + missing + "', but", "lib", missing);
        assertProblem(
                "there is no such folder; relative paths begin at /", "classes", Path.of("x"));
    }

    @Test
    void a_jar_and_a_folder_at_once_are_one_too_many() throws IOException {
        assertThatThrownBy(() ->
                        locate(
                                "jar", jar("orders.jar").toString(),
                                "classes", folder.toString()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageEndingWith("Set one of the two.");
    }

    private void assertProblem(String message, String setting, Path path) {
        assertThatThrownBy(() -> locate(setting, path.toString()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(message);
    }

    private static dev.kiln.runtime.isolation.DeploymentPackage locate(String... settings) {
        return FunctionCode.locate(
                FunctionDefinition.read(TestSettings.of(settings)), Optional.of("."));
    }

    private Path jar(String name) throws IOException {
        var jar = folder.resolve(name);
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("com/example/empty"));
        }
        return jar;
    }
}
