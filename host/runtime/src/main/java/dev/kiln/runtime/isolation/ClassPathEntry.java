package dev.kiln.runtime.isolation;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** One folder or jar of a function's class path. */
sealed interface ClassPathEntry extends Closeable {

    /** The class file of that path, or null. */
    @Nullable ClassFile find(String path) throws IOException;

    /** The jar's manifest, if there is one. */
    default @Nullable Manifest manifest() throws IOException {
        return null;
    }

    Path path();

    default URL url() {
        return HandlerClassLoader.toUrl(path());
    }

    @Override
    default void close() throws IOException {}

    /** Opens what is there; null for a path that does not exist, which a class path may name. */
    static @Nullable ClassPathEntry open(Path path, boolean asUnpacked) throws IOException {
        if (Files.isDirectory(path)) {
            return new Folder(path);
        }
        return Files.isRegularFile(path) ? new Jar(path, asUnpacked) : null;
    }

    /** Bytes of a class and where they came from. */
    record ClassFile(byte[] bytes, CodeSource source) {}

    /** Classes in their package folders. */
    record Folder(Path path) implements ClassPathEntry {

        @Override
        public @Nullable ClassFile find(String name) throws IOException {
            try {
                return new ClassFile(
                        Files.readAllBytes(path.resolve(name)),
                        new CodeSource(url(), (CodeSigner[]) null));
            } catch (NoSuchFileException e) {
                return null;
            }
        }
    }

    /**
     * A jar, with its signatures verified and, below {@code lib/}, its entries for this version of
     * Java.
     */
    final class Jar implements ClassPathEntry {

        private final Path path;
        private final JarFile jar;

        private Jar(Path path, boolean asUnpacked) throws IOException {
            this.path = path;
            jar =
                    new JarFile(
                            path.toFile(),
                            true,
                            ZipFile.OPEN_READ,
                            asUnpacked ? JarFile.baseVersion() : Runtime.version());
        }

        @Override
        public @Nullable ClassFile find(String name) throws IOException {
            var entry = jar.getJarEntry(name);
            if (entry == null) {
                return null;
            }
            try (var in = jar.getInputStream(entry)) {
                var bytes = in.readAllBytes();
                // Signers are known only once the entry has been read to its end.
                return new ClassFile(bytes, new CodeSource(url(), entry.getCodeSigners()));
            }
        }

        @Override
        public @Nullable Manifest manifest() throws IOException {
            return jar.getManifest();
        }

        @Override
        public Path path() {
            return path;
        }

        @Override
        public void close() throws IOException {
            jar.close();
        }
    }

    /** A file that the Class-Path of the jar at {@code base} names, by a relative or a file URL. */
    static @Nullable Path resolve(Path base, String reference) {
        try {
            var uri = new URI(reference);
            if (uri.isAbsolute()) {
                return "file".equals(uri.getScheme()) ? Path.of(uri) : null;
            }
            return base.resolveSibling(uri.getPath());
        } catch (URISyntaxException | IllegalArgumentException e) {
            return null;
        }
    }
}
