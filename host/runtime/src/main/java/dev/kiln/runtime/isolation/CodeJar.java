package dev.kiln.runtime.isolation;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A jar, with its signatures verified and its entries for this version of Java; or a deployment
 * package, which AWS unpacks: then neither these nor its manifest have an effect. The JDK opens it
 * only where it is not plain, or when a resource is asked for that it has.
 */
final class CodeJar implements ClassPathEntry {

    private static final UncachedJarUrls JAR_URLS = new UncachedJarUrls();

    /** These have the JDK read jars of several versions in another way. */
    private static final boolean JDK_AS_USUAL =
            System.getProperty("jdk.util.jar.enableMultiRelease") == null
                    && System.getProperty("jdk.util.jar.version") == null;

    private final Path path;
    private final URL url;
    private final CodeSource source;
    private final boolean asUnpacked;

    /** Null where the JDK reads the jar. */
    private final @Nullable PlainJar plain;

    /** The version of Java whose entries count, in a plain jar. */
    private final int version;

    private final Object opening = new Object();
    private @Nullable JarFile jar;
    private boolean closed;

    CodeJar(Path path, URL url, boolean asUnpacked) throws IOException {
        this.path = path;
        this.asUnpacked = asUnpacked;
        this.url = url;
        source = new CodeSource(url, (CodeSigner[]) null);
        plain = JDK_AS_USUAL ? PlainJar.of(path) : null;
        if (plain == null) {
            jar();
        }
        version =
                !asUnpacked && plain != null && plain.isMultiRelease()
                        ? Runtime.version().feature()
                        : JarFile.baseVersion().feature();
    }

    @Override
    public @Nullable ClassBytes find(String name) throws IOException {
        if (plain != null) {
            var entry = plain.directory().findFile(name, version);
            if (entry < 0) {
                return null;
            }
            var trained = trained(name, plain.directory(), entry);
            if (trained != null) {
                return trained;
            }
            var content = plain.content(entry);
            if (content != null) {
                return new ClassBytes(content, source, false);
            }
        }
        var entry = jar().getJarEntry(name);
        if (entry == null) {
            return null;
        }
        try (var in = jar().getInputStream(entry)) {
            var bytes = in.readAllBytes();
            // Signers are known only once the entry has been read to its end.
            return new ClassBytes(bytes, new CodeSource(url, entry.getCodeSigners()), false);
        }
    }

    private @Nullable ClassBytes trained(String name, CentralDirectory directory, int entry) {
        var classes = TrainedJars.trained();
        return classes == null
                ? null
                : classes.find(name, directory.crc(entry), directory.size(entry), source);
    }

    @Override
    public @Nullable URL resource(String name) throws IOException {
        var realName = realName(name);
        if (realName == null) {
            return null;
        }
        // As the JDK's loaders do: a folder's real name has a slash that nobody may have asked for.
        var named = isMultiRelease() ? realName : name;
        return URL.of(URI.create("jar:" + url + "!/" + ClassPathEntry.inUrl(named)), JAR_URLS);
    }

    private boolean isMultiRelease() throws IOException {
        return !asUnpacked && (plain == null ? jar().isMultiRelease() : plain.isMultiRelease());
    }

    /** A versioned entry is named by its real place. */
    private @Nullable String realName(String name) throws IOException {
        if (plain == null) {
            var entry = jar().getJarEntry(name);
            return entry == null ? null : entry.getRealName();
        }
        var entry = plain.directory().find(name, version);
        if (entry < 0) {
            return null;
        }
        try {
            // Open as long as this is, so that reading the resource does not open it anew.
            jar();
        } catch (IOException e) {
            // It is there no more, which its reader will find out.
        }
        return plain.directory().name(entry);
    }

    @Override
    public @Nullable Manifest manifest() throws IOException {
        if (asUnpacked) {
            return null;
        }
        try {
            return plain == null ? jar().getManifest() : plain.manifest();
        } catch (IOException e) {
            throw new IOException("The manifest of '" + path + "' cannot be read", e);
        }
    }

    @Override
    public @Nullable String furtherClassPath() throws IOException {
        if (plain != null && !plain.hasClassPath()) {
            return null;
        }
        var manifest = manifest();
        return manifest == null
                ? null
                : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
    }

    private JarFile jar() throws IOException {
        synchronized (opening) {
            if (closed) {
                throw new IOException("'" + path + "' has been closed");
            }
            if (jar == null) {
                jar =
                        new JarFile(
                                path.toFile(),
                                !asUnpacked,
                                ZipFile.OPEN_READ,
                                asUnpacked ? JarFile.baseVersion() : Runtime.version());
            }
            return jar;
        }
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
        synchronized (opening) {
            if (closed) {
                return;
            }
            closed = true;
            try (var _ = plain;
                    var _ = jar) {}
        }
    }
}
