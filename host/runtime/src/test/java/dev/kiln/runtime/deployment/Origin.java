package dev.kiln.runtime.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where something on the tests' own class path comes from. */
final class Origin {

    private Origin() {}

    /** The jar that holds the resource. */
    static Path of(String resource) {
        var url = Origin.class.getClassLoader().getResource(resource);
        if (url == null) {
            throw new AssertionError(resource + " is not on the class path of the tests");
        }
        try {
            return Path.of(((JarURLConnection) url.openConnection()).getJarFileURL().toURI());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new AssertionError(url + " cannot be a path", e);
        }
    }
}
