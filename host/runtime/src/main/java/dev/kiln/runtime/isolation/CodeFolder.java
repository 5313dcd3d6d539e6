package dev.kiln.runtime.isolation;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** Classes and resources in their package folders. */
final class CodeFolder implements ClassPathEntry {

    private final Path path;
    private final URL url;
    private final CodeSource source;
    private final boolean lasting;

    /** Whether there is a folder for a package, of those that were asked for. */
    private final Map<String, Boolean> packages = new ConcurrentHashMap<>();

    /**
     * @param lasting whether it stays as it is: then it is asked once for each package
     */
    CodeFolder(Path path, URL url, boolean lasting) {
        this.path = path.toAbsolutePath().normalize();
        this.url = url;
        this.source = new CodeSource(url, (CodeSigner[]) null);
        this.lasting = lasting;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public URL url() {
        return url;
    }

    @Override
    public @Nullable ClassBytes find(String name) throws IOException {
        if (lasting && !mayHave(name)) {
            return null;
        }
        var file = file(name);
        // Asking first is cheaper than an exception for each class that lies in a jar further down.
        return file != null && Files.isRegularFile(file)
                ? new ClassBytes(Files.readAllBytes(file), source, false)
                : null;
    }

    /**
     * Most classes lie in jars further down, and the system needs longer to say so than a table.
     */
    private boolean mayHave(String name) {
        var end = name.lastIndexOf('/');
        if (end < 0) {
            return true;
        }
        var folder = name.substring(0, end);
        var known = packages.get(folder);
        if (known == null) {
            var file = file(folder);
            known = file != null && Files.isDirectory(file);
            packages.put(folder, known);
        }
        return known;
    }

    @Override
    public @Nullable URL resource(String name) throws IOException {
        var file = file(name);
        return file != null && Files.exists(file)
                ? URI.create(url + ClassPathEntry.inUrl(name)).toURL()
                : null;
    }

    private @Nullable Path file(String name) {
        // It would be resolved to itself, wherever that lies.
        if (name.startsWith("/")) {
            return null;
        }
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
