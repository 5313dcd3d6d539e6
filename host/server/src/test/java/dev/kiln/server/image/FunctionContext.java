package dev.kiln.server.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The folder of a function's build, as Maven leaves one, from which its Dockerfile copies.
 *
 * @param folder has the Dockerfile and what it copies
 */
record FunctionContext(Path folder) {

    private static final Path TEST_CLASSES = Path.of("target/test-classes");

    /** With the compiled class in target/classes. */
    FunctionContext withClass(Class<?> function) throws IOException {
        write("target/classes/" + pathOf(function), bytesOf(function));
        return this;
    }

    /** With a jar of entries by name. */
    FunctionContext withJar(String path, Map<String, byte[]> entries) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        try (OutputStream out = Files.newOutputStream(folder.resolve(path));
                var jar = new ZipOutputStream(out)) {
            for (var entry : entries.entrySet()) {
                jar.putNextEntry(new ZipEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        }
        return this;
    }

    FunctionContext withFile(String path, String content) throws IOException {
        write(path, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    FunctionContext withDockerfile(String text) throws IOException {
        return withFile("Dockerfile", text);
    }

    Path path(String path) {
        return folder.resolve(path);
    }

    static String pathOf(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    static byte[] bytesOf(Class<?> type) throws IOException {
        return Files.readAllBytes(TEST_CLASSES.resolve(pathOf(type)));
    }

    private void write(String path, byte[] content) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
