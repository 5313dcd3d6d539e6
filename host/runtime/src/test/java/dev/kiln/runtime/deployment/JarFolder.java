package dev.kiln.runtime.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A folder of classes and files on its way to become a jar. */
public final class JarFolder {

    private final Path folder;
    private final Manifest manifest = new Manifest();
    private int release = Sources.USUAL_RELEASE;

    private JarFolder(Path folder) {
        this.folder = folder;
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    }

    /** Starts with what is in the folder, if there is anything. */
    public static JarFolder in(Path folder) {
        try {
            return new JarFolder(Files.createDirectories(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The release for which sources are compiled from now on. */
    public JarFolder release(int release) {
        this.release = release;
        return this;
    }

    public JarFolder source(String text, Path... libraries) {
        Sources.compile(folder, release, List.of(libraries), List.of(text));
        return this;
    }

    /** Source that may extend {@code fn.TextFunction}. */
    public JarFolder function(String text, Path... libraries) {
        Sources.compile(folder, release, List.of(libraries), List.of(text, Sources.TEXT_FUNCTION));
        return this;
    }

    /** Compiles into a subfolder, such as {@code META-INF/versions/11}. */
    public JarFolder sourceBelow(String subfolder, int release, String text) {
        Sources.compile(folder.resolve(subfolder), release, List.of(folder), List.of(text));
        return this;
    }

    public JarFolder file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public JarFolder file(String name, byte[] content) {
        try {
            var file = folder.resolve(name);
            Files.createDirectories(parent(file));
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** A main attribute of the manifest. */
    public JarFolder manifest(String name, String value) {
        manifest.getMainAttributes().putValue(name, value);
        return this;
    }

    /** An attribute of one package or file. */
    public JarFolder manifestOf(String entry, String name, String value) {
        manifest.getEntries().computeIfAbsent(entry, _ -> new Attributes()).putValue(name, value);
        return this;
    }

    /** Writes the jar, its entries sorted by name. */
    public Path writeTo(Path jar) {
        try {
            Files.createDirectories(parent(jar));
            try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                    var files = Files.walk(folder)) {
                for (var file : files.filter(file -> !file.equals(folder)).sorted().toList()) {
                    add(out, file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }

    /**
     * Folders have entries of their own, as the jar tool makes them: some libraries look for these.
     */
    private void add(JarOutputStream out, Path file) throws IOException {
        var name = folder.relativize(file).toString();
        if (Files.isDirectory(file)) {
            out.putNextEntry(new ZipEntry(name + "/"));
        } else {
            out.putNextEntry(new ZipEntry(name));
            Files.copy(file, out);
        }
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }
}
