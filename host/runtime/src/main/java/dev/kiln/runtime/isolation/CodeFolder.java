package dev.kiln.runtime.isolation;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** Classes and resources in their package folders. */
record CodeFolder(Path path, URL url, CodeSource source) implements ClassPathEntry {

    CodeFolder(Path path, URL url) {
        this(path.toAbsolutePath().normalize(), url, new CodeSource(url, (CodeSigner[]) null));
    }

    @Override
    public @Nullable ClassBytes find(String name) throws IOException {
        var file = file(name);
        // Asking first is cheaper than an exception for each class that lies in a jar further down.
        return file != null && Files.isRegularFile(file)
                ? new ClassBytes(Files.readAllBytes(file), source, false)
                : null;
    }

    @Override
    public @Nullable URL resource(String name) throws IOException {
        var file = file(name);
        return file != null && Files.exists(file)
                ? URI.create(url + ClassPathEntry.inUrl(name)).toURL()
                : null;
    }

    private @Nullable Path file(String name) {
        try {
            var file = path.resolve(name);
            return file.normalize().startsWith(path) ? file : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** A manifest that lies in a folder says nothing about the classes beside it. */
    @Override
    public @Nullable Manifest manifest() {
        return null;
    }

    @Override
    public @Nullable String furtherClassPath() {
        return null;
    }

    @Override
    public void close() {}
}
