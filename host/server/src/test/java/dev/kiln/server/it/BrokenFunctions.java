package dev.kiln.server.it;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A task folder with functions that cannot be loaded. */
final class BrokenFunctions {

    private static final Path CLASSES = Path.of("target/test-classes");

    /**
     * Of the class file format: the version stands after the magic number and the minor version.
     */
    private static final int MAJOR_VERSION = 6;

    private BrokenFunctions() {}

    /**
     * {@code NeedsMissing} and {@code Unset} without what they need, {@code Newer} of a Java to
     * come.
     */
    static Path in(Path folder) throws IOException {
        copy("com/example/Functions.class", folder);
        copy("com/example/broken/NeedsMissing.class", folder);
        copy("com/example/broken/Unset.class", folder);
        var newer = copy("com/example/broken/Newer.class", folder);
        var bytes = Files.readAllBytes(newer);
        ByteBuffer.wrap(bytes).putShort(MAJOR_VERSION, (short) 99);
        Files.write(newer, bytes);
        return folder;
    }

    private static Path copy(String name, Path folder) throws IOException {
        var target = folder.resolve(name);
        Files.createDirectories(target.getParent());
        return Files.copy(CLASSES.resolve(name), target);
    }
}
