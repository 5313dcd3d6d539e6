package dev.kiln.runtime.isolation;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A jar, with its signatures verified and its entries for this version of Java; or a deployment
 * package, which AWS unpacks: then neither these nor its manifest have an effect.
 */
final class CodeJar implements ClassPathEntry {

    private static final UncachedJarUrls JAR_URLS = new UncachedJarUrls();

    private final Path path;
    private final URL url;
    private final JarFile jar;
    private final boolean asUnpacked;

    CodeJar(Path path, boolean asUnpacked) throws IOException {
        this.path = path;
        this.asUnpacked = asUnpacked;
        url = path.toUri().toURL();
        jar =
                new JarFile(
                        path.toFile(),
                        !asUnpacked,
                        ZipFile.OPEN_READ,
                        asUnpacked ? JarFile.baseVersion() : Runtime.version());
    }

    @Override
    public @Nullable ClassBytes find(String name) throws IOException {
        var entry = jar.getJarEntry(name);
        if (entry == null) {
            return null;
        }
        try (var in = jar.getInputStream(entry)) {
            var bytes = in.readAllBytes();
            // Signers are known only once the entry has been read to its end.
            return new ClassBytes(bytes, new CodeSource(url, entry.getCodeSigners()));
        }
    }

    @Override
    public @Nullable URL resource(String name) throws IOException {
        var entry = jar.getJarEntry(name);
        // A versioned entry is named by its real place, as the JDK's loaders do.
        return entry == null
                ? null
                : URL.of(
                        URI.create("jar:" + url + "!/" + ClassPathEntry.inUrl(entry.getRealName())),
                        JAR_URLS);
    }

    @Override
    public @Nullable Manifest manifest() throws IOException {
        return asUnpacked ? null : jar.getManifest();
    }

    @Override
    public URL url() {
        return url;
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
