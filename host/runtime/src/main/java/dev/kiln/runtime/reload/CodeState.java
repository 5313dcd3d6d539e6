package dev.kiln.runtime.reload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of a class path, as far as one can tell from outside whether they have changed. */
record CodeState(List<Path> classPath, Map<Path, FileState> files) {

    /** A file of the same size, time and identity is the same. */
    record FileState(long size, FileTime modified, Optional<Object> identity) {

        static FileState of(Path file) throws IOException {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileState(
                    attributes.size(),
                    attributes.lastModifiedTime(),
                    Optional.ofNullable(attributes.fileKey()));
        }
    }

    /**
     * @throws IOException if a file cannot be read, perhaps because a build has just removed it
     */
    static CodeState of(List<Path> classPath) throws IOException {
        var files = new HashMap<Path, FileState>();
        for (var entry : classPath) {
            try (var found = Files.walk(entry, FileVisitOption.FOLLOW_LINKS)) {
                for (var file : found.filter(Files::isRegularFile).toList()) {
                    files.put(file, FileState.of(file));
                }
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return new CodeState(List.copyOf(classPath), Map.copyOf(files));
    }
}
