package dev.kiln.runtime.reload;

import dev.kiln.runtime.isolation.DeploymentPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a function's class path, which no build overwrites while classes are still loaded from
 * it. Files that are as they were in the copy before are the same file on disk.
 */
final class CodeCopy {

    private final Path folder;
    private final CodeState state;
    private final Map<Path, Path> copies = new HashMap<>();
    private final Map<Path, Path> parents = new HashMap<>();
    private final @Nullable CodeCopy before;

    private CodeCopy(Path folder, CodeState state, @Nullable CodeCopy before) {
        this.folder = folder;
        this.state = state;
        this.before = before;
    }

    /**
     * Copies into the folder, which is made.
     *
     * @param before has the same function's files as they were
     */
    static CodeCopy make(Path folder, CodeState state, @Nullable CodeCopy before)
            throws IOException {
        var copy = new CodeCopy(folder, state, before);
        Files.createDirectories(folder);
        for (var entry : state.classPath()) {
            for (var file : state.files().keySet()) {
                if (file.startsWith(entry)) {
                    copy.add(file, copy.placeOf(entry, file));
                }
            }
        }
        return new CodeCopy(copy);
    }

    /** Lets go of the copy before, which lets go of its own. */
    private CodeCopy(CodeCopy finished) {
        this(finished.folder, finished.state, null);
        copies.putAll(finished.copies);
        parents.putAll(finished.parents);
    }

    CodeState state() {
        return state;
    }

    Path folder() {
        return folder;
    }

    /** The same deployment package with the copies in the place of its files. */
    DeploymentPackage of(DeploymentPackage code) {
        var classPath = new ArrayList<Path>();
        var unpacked = new HashSet<Path>();
        for (var entry : code.classPath()) {
            var place = placeOf(entry);
            classPath.add(place);
            if (code.unpacked().contains(entry)) {
                unpacked.add(place);
            }
        }
        return new DeploymentPackage(code.taskRoot(), List.copyOf(classPath), unpacked);
    }

    private Path placeOf(Path entry, Path file) {
        var relative = entry.relativize(file);
        return relative.toString().isEmpty() ? placeOf(entry) : placeOf(entry).resolve(relative);
    }

    /** Jars of one folder stay together: they may name each other. */
    private Path placeOf(Path entry) {
        var absolute = entry.toAbsolutePath();
        var parent = Objects.requireNonNullElse(absolute.getParent(), absolute);
        var place = parents.computeIfAbsent(parent, _ -> folder.resolve("" + parents.size()));
        return place.resolve(String.valueOf(absolute.getFileName()));
    }

    private void add(Path file, Path place) throws IOException {
        Files.createDirectories(Objects.requireNonNull(place.getParent()));
        var same = copies.get(file);
        if (same == null && before != null) {
            var then = before.state.files().get(file);
            same = Objects.equals(then, state.files().get(file)) ? before.copies.get(file) : null;
        }
        if (same == null || !link(place, same)) {
            Files.copy(file, place);
        }
        copies.putIfAbsent(file, place);
    }

    /** False where the file system has no links. */
    private static boolean link(Path place, Path existing) {
        try {
            Files.createLink(place, existing);
            return true;
        } catch (IOException | UnsupportedOperationException _) {
            return false;
        }
    }
}
