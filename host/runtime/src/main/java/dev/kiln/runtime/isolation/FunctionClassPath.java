package dev.kiln.runtime.isolation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kiln.runtime.isolation.ClassPathEntry.ClassBytes;
import java.io.Closeable;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Searches the entries of a function's class path in order; each is opened when it is needed. */
final class FunctionClassPath implements Closeable {

    private final Consumer<String> warnings;
    private final Deque<Unopened> unopened = new ArrayDeque<>();
    private final List<ClassPathEntry> opened = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();
    private boolean closed;

    /**
     * What is opened, for searches without a lock: each class is searched for in dozens of jars.
     */
    private volatile ClassPathEntry[] searched = {};

    /**
     * @param lasting whether it is of the deployment package, which nobody changes
     */
    private record Unopened(Path path, URL url, boolean asUnpacked, boolean lasting) {}

    /** A class and the entry in which it stands. */
    record Found(ClassBytes file, ClassPathEntry entry) {}

    /**
     * @param urls of the paths, one for each
     */
    FunctionClassPath(DeploymentPackage code, URL[] urls, Consumer<String> warnings) {
        this.warnings = warnings;
        for (int i = 0; i < urls.length; i++) {
            var path = code.classPath().get(i);
            unopened.add(new Unopened(path, urls[i], code.unpacked().contains(path), true));
        }
    }

    @Nullable Found find(String path) throws IOException {
        for (int i = 0; ; i++) {
            var entry = entry(i);
            if (entry == null) {
                return null;
            }
            var file = entry.find(path);
            if (file != null) {
                return new Found(file, entry);
            }
        }
    }

    @Nullable URL resource(String name) throws IOException {
        for (int i = 0; ; i++) {
            var entry = entry(i);
            if (entry == null) {
                return null;
            }
            var url = entry.resource(name);
            if (url != null) {
                return url;
            }
        }
    }

    List<URL> resources(String name) throws IOException {
        var urls = new ArrayList<URL>();
        for (int i = 0; ; i++) {
            var entry = entry(i);
            if (entry == null) {
                return urls;
            }
            var url = entry.resource(name);
            if (url != null) {
                urls.add(url);
            }
        }
    }

    /** The entry of that index, opened when the search first comes so far; null past the end. */
    private @Nullable ClassPathEntry entry(int index) throws IOException {
        var known = searched;
        return index < known.length ? known[index] : opened(index);
    }

    private @Nullable ClassPathEntry opened(int index) throws IOException {
        synchronized (opened) {
            if (closed) {
                throw new IOException("The execution environment has ended");
            }
            while (index >= opened.size() && !unopened.isEmpty()) {
                open(unopened.removeFirst());
            }
            if (searched.length < opened.size()) {
                searched = opened.toArray(new ClassPathEntry[0]);
            }
            return index < opened.size() ? opened.get(index) : null;
        }
    }

    private void open(Unopened next) {
        if (!seen.add(next.path().toAbsolutePath().normalize())) {
            return;
        }
        try {
            var entry =
                    ClassPathEntry.open(next.path(), next.url(), next.asUnpacked(), next.lasting());
            if (entry != null) {
                opened.add(entry);
                addClassPathOf(entry);
            }
        } catch (IOException e) {
            // AWS's runtime passes over it without a word, and what it holds is then missing.
            warnings.accept(
                    "Ignoring '"
                            + next.path()
                            + "' on the class path: it cannot be read as a jar ("
                            + e.getMessage()
                            + ")");
        }
    }

    /** A jar's Class-Path stands directly behind the jar. */
    private void addClassPathOf(ClassPathEntry entry) throws IOException {
        var further = entry.furtherClassPath();
        if (further == null) {
            return;
        }
        for (var reference : List.of(further.trim().split("\\s+")).reversed()) {
            var path = resolve(entry.url(), reference);
            if (path != null) {
                unopened.addFirst(new Unopened(path, path.toUri().toURL(), false, false));
            }
        }
    }

    /**
     * A file that the Class-Path of the jar at {@code base} names, by a relative or a file URL; a
     * folder by one that ends in a slash. As the JDK's loaders have it, which take more for a URL
     * than {@link java.net.URI} does.
     */
    @SuppressWarnings("deprecation")
    private static @Nullable Path resolve(URL base, String reference) {
        try {
            var url = new URL(base, reference);
            if (!url.getProtocol().equals("file") || !url.getHost().isEmpty()) {
                return null;
            }
            // What the decoder is for has a plus sign for a space.
            var name = URLDecoder.decode(url.getFile().replace("+", "%2B"), UTF_8);
            var path = Path.of(name);
            return Files.isDirectory(path) == name.endsWith("/") ? path : null;
        } catch (MalformedURLException | IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (opened) {
            closed = true;
            searched = new ClassPathEntry[0];
            unopened.clear();
            for (var entry : opened) {
                entry.close();
            }
        }
    }
}
