package dev.kiln.frontdoor.hosting;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of a function that this process may not read: class loaders take them for missing ones. In
 * an image they are what somebody has copied with the modes of a strict umask.
 */
final class Unreadable {

    private Unreadable() {}

    /** A sentence on the first such file or folder, with a space before it, or nothing. */
    static String sentence(List<Path> classPath) {
        for (var path : classPath) {
            var found = firstIn(path);
            if (!found.isEmpty()) {
                return " '"
                        + found.getFirst()
                        + "' cannot be read by this process' user; make the function's files"
                        + " readable for all before they are copied: chmod -R a+rX.";
            }
        }
        return "";
    }

    private static List<Path> firstIn(Path root) {
        var found = new ArrayList<Path>();
        var visitor =
                new SimpleFileVisitor<Path>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        return Files.isReadable(file) ? FileVisitResult.CONTINUE : end(file);
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException reason) {
                        return Files.exists(file) ? end(file) : FileVisitResult.CONTINUE;
                    }

                    private FileVisitResult end(Path file) {
                        found.add(file);
                        return FileVisitResult.TERMINATE;
                    }
                };
        try {
            Files.walkFileTree(root, visitor);
        } catch (IOException _) {
            // This only explains another failure, which is reported anyway.
            return List.of();
        }
        return found;
    }
}
