package dev.kiln.runtime.isolation;

import dev.kiln.runtime.logging.EnvironmentLog;
import dev.kiln.runtime.logging.LogOwner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The world of one environment's function: its class path in AWS's order, above AWS's runtime
 * libraries. A {@link URLClassLoader}, because AWS's own is one and functions list its URLs.
 * Classes whose code ends the process or reads its environment are redirected while they are
 * defined.
 */
public final class HandlerClassLoader extends URLClassLoader implements LogOwner {

    static {
        registerAsParallelCapable();
    }

    private final EnvironmentLog log;
    private final CallSiteRedirect redirect;
    private final Deque<PathAndRole> unopened = new ArrayDeque<>();
    private final List<ClassPathEntry> opened = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();

    public HandlerClassLoader(DeploymentPackage code, LambdaApiLoader parent, EnvironmentLog log) {
        super(urls(code.classPath()), parent);
        this.log = log;
        this.redirect = new CallSiteRedirect(this);
        for (var path : code.classPath()) {
            unopened.add(new PathAndRole(path, code.unpacked().contains(path)));
        }
    }

    private record PathAndRole(Path path, boolean asUnpacked) {}

    @Override
    public EnvironmentLog log() {
        return log;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        var path = name.replace('.', '/') + ".class";
        try {
            for (int i = 0; ; i++) {
                var entry = entry(i);
                if (entry == null) {
                    throw new ClassNotFoundException(name);
                }
                var found = entry.find(path);
                if (found != null) {
                    return define(name, found, entry);
                }
            }
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private Class<?> define(String name, ClassPathEntry.ClassFile found, ClassPathEntry entry)
            throws IOException {
        definePackageOf(name, entry);
        var bytes = redirect.apply(found.bytes());
        return defineClass(name, bytes, 0, bytes.length, found.source());
    }

    private void definePackageOf(String className, ClassPathEntry entry) throws IOException {
        var dot = className.lastIndexOf('.');
        if (dot < 0) {
            return;
        }
        var name = className.substring(0, dot);
        var known = getDefinedPackage(name);
        var manifest = entry.manifest();
        if (known == null) {
            try {
                if (manifest == null) {
                    definePackage(name, null, null, null, null, null, null, null);
                } else {
                    definePackage(name, manifest, entry.url());
                }
            } catch (IllegalArgumentException e) {
                // Another thread has defined it meanwhile.
                return;
            }
        } else if (known.isSealed() ? !known.isSealed(entry.url()) : isSealed(manifest, name)) {
            throw new SecurityException("sealing violation: package " + name + " is sealed");
        }
    }

    private static boolean isSealed(@Nullable Manifest manifest, String packageName) {
        if (manifest == null) {
            return false;
        }
        var own = manifest.getAttributes(packageName.replace('.', '/') + "/");
        var sealed = own == null ? null : own.getValue(Attributes.Name.SEALED);
        return "true"
                .equalsIgnoreCase(
                        sealed == null
                                ? manifest.getMainAttributes().getValue(Attributes.Name.SEALED)
                                : sealed);
    }

    /** The entry of that index, opened when the search first comes so far; null past the end. */
    private @Nullable ClassPathEntry entry(int index) throws IOException {
        synchronized (opened) {
            while (index >= opened.size() && !unopened.isEmpty()) {
                var next = unopened.removeFirst();
                if (!seen.add(next.path().toAbsolutePath().normalize())) {
                    continue;
                }
                var entry = ClassPathEntry.open(next.path(), next.asUnpacked());
                if (entry != null) {
                    opened.add(entry);
                    if (!next.asUnpacked()) {
                        addClassPathOf(entry);
                    }
                }
            }
            return index < opened.size() ? opened.get(index) : null;
        }
    }

    /** A jar's Class-Path stands directly behind the jar. */
    private void addClassPathOf(ClassPathEntry entry) throws IOException {
        var manifest = entry.manifest();
        var value =
                manifest == null
                        ? null
                        : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
        if (value == null) {
            return;
        }
        var parts = value.trim().split(" +");
        for (int i = parts.length - 1; i >= 0; i--) {
            var path = ClassPathEntry.resolve(entry.path(), parts[i]);
            if (path != null) {
                unopened.addFirst(new PathAndRole(path, false));
            }
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        synchronized (opened) {
            unopened.clear();
            for (var entry : opened) {
                entry.close();
            }
        }
    }

    private static URL[] urls(List<Path> classPath) {
        var urls = new URL[classPath.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = toUrl(classPath.get(i));
        }
        return urls;
    }

    @SuppressWarnings(
            "deprecation") // the escaping that java.net.URI would add is what must not happen
    static URL toUrl(Path path) {
        try {
            // Folders end in a slash, and names are not escaped, as in the URLs that AWS's loader
            // shows.
            var name = path.toAbsolutePath().toString();
            return new URL("file", null, Files.isDirectory(path) ? name + "/" : name);
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
