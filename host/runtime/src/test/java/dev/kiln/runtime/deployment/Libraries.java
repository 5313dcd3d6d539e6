package dev.kiln.runtime.deployment;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real libraries that the build has laid out for functions, a folder of jars for each set. */
public final class Libraries {

    private Libraries() {}

    /** The folder of that set, to be a layer. */
    public static Path of(String set) {
        var folder = Path.of(System.getProperty("functions.libraries", "target/libraries"), set);
        if (!Files.isDirectory(folder)) {
            throw new AssertionError(
                    folder + " is missing: the module's pom copies it, so build with Maven first");
        }
        return folder;
    }
}
