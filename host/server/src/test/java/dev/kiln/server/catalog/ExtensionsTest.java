package dev.kiln.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.runtime.InvalidSettingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtensionsTest {

    private static final String CLASS = "com/example/broken/BrokenExtension.class";
    private static final String PLAIN_CLASS = "com/example/Functions.class";
    private static final String IMPORTS =
            "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports";

    @TempDir Path folder;

    @Test
    void finds_annotated_classes_in_a_jar() throws Exception {
        var extensions = open(List.of(jar("extension.jar", "")));

        assertThat(extensions.components())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.getName()).isEqualTo("com.example.broken.BrokenExtension");
                    assertThat(it.getClassLoader()).isSameAs(extensions.loader());
                });
    }

    @Test
    void finds_them_in_a_folder_of_classes_and_in_a_folder_of_jars() throws Exception {
        jar("jars/extension.jar", "");
        Files.createDirectories(folder.resolve("classes/com/example/broken"));
        Files.write(folder.resolve("classes").resolve(CLASS), bytes(CLASS));

        assertThat(open(List.of(folder.resolve("jars"))).components()).hasSize(1);
        assertThat(open(List.of(folder.resolve("classes"))).components()).hasSize(1);
    }

    @Test
    void leaves_auto_configurations_to_spring_boot() throws Exception {
        var extensions = open(List.of(jar("extension.jar", "com.example.broken.BrokenExtension")));

        assertThat(extensions.components()).isEmpty();
        assertThat(extensions.loader().getResource(IMPORTS)).isNotNull();
    }

    @Test
    void has_nothing_without_paths() {
        assertThat(open(List.of()).components()).isEmpty();
    }

    @Test
    void says_which_path_is_wrong() {
        assertThatThrownBy(() -> open(List.of(folder.resolve("nowhere.jar"))))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("kiln.extensions names")
                .hasMessageContaining("nowhere.jar");
    }

    /** The host, with Spring; the classes under test are on the tests' path, too. */
    private static Extensions open(List<Path> paths) {
        return Extensions.open(paths, new WithoutExample());
    }

    private Path jar(String name, String autoConfigurations) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
            for (var entry : List.of(CLASS, PLAIN_CLASS)) {
                jar.putNextEntry(new ZipEntry(entry));
                jar.write(bytes(entry));
            }
            if (!autoConfigurations.isEmpty()) {
                jar.putNextEntry(new ZipEntry(IMPORTS));
                jar.write(autoConfigurations.getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private static byte[] bytes(String name) throws IOException {
        try (var in = ExtensionsTest.class.getClassLoader().getResourceAsStream(name)) {
            assertThat(in).isNotNull();
            return in.readAllBytes();
        }
    }

    private static final class WithoutExample extends ClassLoader {

        private WithoutExample() {
            super(ExtensionsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("com.example.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
