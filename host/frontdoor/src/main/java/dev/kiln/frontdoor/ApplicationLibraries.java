package dev.kiln.frontdoor;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Finds the host application. Where the folder of the front door's own jar has a folder {@code
 * spring}, it is loaded from the jars in there by a class loader of its own: all that lies on the
 * JVM's class path and in its archive is linked before {@code main}, and a first answer should not
 * wait for that. Elsewhere it is looked for on the class path.
 */
final class ApplicationLibraries {

    private static final String FOLDER = "spring";

    /** System property of training: what is learnt before the first answer, without the rest. */
    private static final String ALONE = "dev.kiln.frontdoor.alone";

    private ApplicationLibraries() {}

    /** Whether the process shall do what comes before the first answer, and no more. */
    static boolean areLeftOut() {
        return Boolean.getBoolean(ALONE);
    }

    static Optional<HostApplication> find() {
        if (areLeftOut()) {
            return Optional.empty();
        }
        var own = ApplicationLibraries.class.getClassLoader();
        var jars = jars();
        var loader = jars == null ? own : new URLClassLoader("spring", jars, own);
        return ServiceLoader.load(HostApplication.class, loader).findFirst();
    }

    private static URL @Nullable [] jars() {
        var source = ApplicationLibraries.class.getProtectionDomain().getCodeSource();
        if (source == null || !source.getLocation().getProtocol().equals("file")) {
            return null;
        }
        try {
            var folder = Path.of(source.getLocation().toURI()).resolveSibling(FOLDER).toFile();
            var files = folder.listFiles(it -> it.getName().endsWith(".jar"));
            return files == null ? null : urls(files);
        } catch (URISyntaxException | MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URL[] urls(File[] files) throws MalformedURLException {
        // The order that a folder is listed in is the file system's.
        Arrays.sort(files);
        var urls = new URL[files.length];
        for (var i = 0; i < files.length; i++) {
            urls[i] = files[i].toURI().toURL();
        }
        return urls;
    }
}
