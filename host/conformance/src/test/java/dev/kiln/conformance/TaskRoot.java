package dev.kiln.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * Lays out deployment packages of the conformance handlers, each in the same folder: the working
 * directory of the tests, because a process cannot change its own, and functions look at theirs.
 */
public final class TaskRoot {

    /**
     * @param arrangement where the handlers' classes are
     * @param serializers providers of {@code CustomPojoSerializer} that the function declares
     */
    public record Layout(Arrangement arrangement, List<String> serializers) {

        public static final Layout USUAL = new Layout(Arrangement.LIB, List.of());
    }

    /** Where the handlers' classes are. */
    public enum Arrangement {
        /** In a jar under {@code lib}, as the libraries. */
        LIB,
        /** In the root folder itself. */
        EXPLODED,
        /** In a jar in the root folder, where no runtime looks. */
        JAR_IN_ROOT,
        /** As usual, but without Joda-Time. */
        NO_JODA
    }

    private static final String JAR = "oracle-handlers-1.jar";
    private static final Path ROOT = Path.of("").toAbsolutePath();

    private Optional<Layout> present = Optional.empty();

    /**
     * Replaces what the last call laid out, unless it is the same; the root is an absolute path.
     */
    public Path layOut(Layout layout) {
        if (!present.equals(Optional.of(layout))) {
            present = Optional.empty();
            try {
                var handlers = Path.of(Setting.of("conformance.handlers"));
                empty();
                place(layout, handlers.resolve("classes"), handlers.resolve("dependency"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            present = Optional.of(layout);
        }
        return ROOT;
    }

    private static void place(Layout layout, Path classes, Path libraries) throws IOException {
        var lib = Files.createDirectories(ROOT.resolve("lib"));
        switch (layout.arrangement()) {
            case LIB, NO_JODA -> pack(classes, lib.resolve(JAR));
            case JAR_IN_ROOT -> pack(classes, ROOT.resolve(JAR));
            case EXPLODED -> copy(classes, ROOT);
        }
        for (var library : filesIn(libraries)) {
            var name = library.getFileName().toString();
            if (layout.arrangement() != Arrangement.NO_JODA || !name.startsWith("joda-time")) {
                Files.copy(library, lib.resolve(name));
            }
        }
        if (!layout.serializers().isEmpty()) {
            var services = Files.createDirectories(ROOT.resolve("META-INF/services"));
            Files.write(
                    services.resolve("com.amazonaws.services.lambda.runtime.CustomPojoSerializer"),
                    layout.serializers());
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (var file : filesIn(classes)) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (var file : filesIn(from)) {
            var target = to.resolve(from.relativize(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void empty() throws IOException {
        if (!ROOT.endsWith(Path.of("target", "var-task"))) {
            throw new IllegalStateException(
                    "The tests run in %s and would delete it; run them in target/var-task, as the pom does."
                            .formatted(ROOT));
        }
        try (var files = Files.walk(ROOT)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                if (!file.equals(ROOT)) {
                    Files.delete(file);
                }
            }
        }
    }
}
