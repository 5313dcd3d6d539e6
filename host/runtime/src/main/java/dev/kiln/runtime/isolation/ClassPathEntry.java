package dev.kiln.runtime.isolation;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.CodeSource;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** One folder or jar of a function's class path. */
sealed interface ClassPathEntry extends Closeable permits CodeFolder, CodeJar {

    /**
     * The class file of that path, or null.
     *
     * @throws SecurityException if it is not what its jar's signature was made for
     */
    @Nullable ClassBytes find(String path) throws IOException;

    /** The resource of that name, or null. */
    @Nullable URL resource(String name) throws IOException;

    /** The jar's manifest, if it has one that counts. */
    @Nullable Manifest manifest() throws IOException;

    /** What the manifest names to stand directly behind it, if anything. */
    @Nullable String furtherClassPath() throws IOException;

    /** Where its classes come from, as their code source says. */
    URL url();

    Path path();

    /**
     * Bytes of a class and where they came from.
     *
     * @param asIs whether it is known that {@link CallSiteRedirect} would change nothing
     */
    record ClassBytes(byte[] bytes, CodeSource source, boolean asIs) {}

    /**
     * Opens what is there; null for a path that does not exist, which a class path may name.
     *
     * @param url of the path
     * @param asUnpacked whether a jar counts as the folder that AWS would have made of it
     * @param lasting whether a folder stays as it is, as the task root does on AWS
     */
    static @Nullable ClassPathEntry open(Path path, URL url, boolean asUnpacked, boolean lasting)
            throws IOException {
        BasicFileAttributes file;
        try {
            file = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (IOException e) {
            return null;
        }
        if (file.isDirectory()) {
            return new CodeFolder(path, url, lasting);
        }
        return file.isRegularFile() ? new CodeJar(path, url, asUnpacked) : null;
    }

    /**
     * A resource's name as it stands in a URL, behind the last slash of its entry's own. A slash at
     * its beginning is lost, as with the JDK's loaders.
     */
    static String inUrl(String name) throws IOException {
        try {
            var begin = 0;
            while (name.startsWith("/", begin)) {
                begin++;
            }
            // Two slashes would begin the name of a host.
            var path = new URI(null, null, "/" + name.substring(begin), null).getRawPath();
            return "/".repeat(Math.max(0, begin - 1)) + path.substring(1);
        } catch (URISyntaxException e) {
            throw new IOException("'" + name + "' cannot be a part of a URL", e);
        }
    }
}
