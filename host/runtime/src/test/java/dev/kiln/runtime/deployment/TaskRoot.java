package dev.kiln.runtime.deployment;

import dev.kiln.runtime.isolation.DeploymentPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A function's folder as {@code /var/task} is: classes and files, and jars below {@code lib}. */
public final class TaskRoot {

    private final Path folder;
    private final List<Path> layers = new ArrayList<>();
    private int release = Sources.USUAL_RELEASE;

    private TaskRoot(Path folder) {
        this.folder = folder;
    }

    /** An empty one below the folder. */
    public static TaskRoot in(Path folder) {
        return new TaskRoot(folder.resolve("task"));
    }

    /** The release for which sources are compiled from now on. */
    public TaskRoot release(int release) {
        this.release = release;
        return this;
    }

    /** Compiles against the jars that are there already. */
    public TaskRoot source(String... texts) {
        var sources = new ArrayList<>(List.of(texts));
        sources.add(Sources.TEXT_FUNCTION);
        Sources.compile(folder, release, jars(), sources);
        return this;
    }

    public TaskRoot file(String name, String content) {
        JarFolder.in(folder).file(name, content);
        return this;
    }

    /** Adds {@code lib/<name>}. */
    public TaskRoot lib(String name, UnaryOperator<JarFolder> content) {
        content.apply(JarFolder.in(folder.resolveSibling("unpacked-" + name)))
                .writeTo(libraryPath(name));
        return this;
    }

    public Path libraryPath(String name) {
        return folder.resolve("lib").resolve(name);
    }

    /** A folder of jars that is shared with other functions. */
    public TaskRoot layer(Path folderOfJars) {
        layers.add(folderOfJars);
        return this;
    }

    public Path folder() {
        return folder;
    }

    public DeploymentPackage code() {
        return DeploymentPackage.ofClasses(folder, Optional.of(folder.resolve("lib")), layers);
    }

    private List<Path> jars() {
        return Stream.concat(Stream.of(folder.resolve("lib")), layers.stream())
                .filter(Files::isDirectory)
                .flatMap(TaskRoot::list)
                .toList();
    }

    private static Stream<Path> list(Path jars) {
        try (var files = Files.list(jars)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
