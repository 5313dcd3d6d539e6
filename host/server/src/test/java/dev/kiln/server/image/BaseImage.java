package dev.kiln.server.image;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The least that the Dockerfile asks of its base, made of this machine's files so that no registry
 * is needed: the JDK that runs this test, a shell, and the libraries that both are linked with.
 */
final class BaseImage {

    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
    private static final Path SHELL = Path.of("/bin/sh");

    /** Of no use at run time, and half of the size. */
    private static final Set<String> LEFT_OUT =
            Set.of("jmods", "legal", "man", "include", "demo", "src.zip");

    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x[0-9a-f]+\\)");

    private BaseImage() {}

    /** Makes the folder an image's build context: a Dockerfile, and the files of its root. */
    static void layOut(Path context) throws IOException {
        var root = Files.createDirectory(context.resolve("root"));
        var java = root.resolve("opt/java");
        copyTree(JAVA_HOME, java);
        copy(SHELL, root);
        for (var library : libraries(java)) {
            copy(library, root);
        }
        Files.createDirectory(root.resolve("tmp"));
        Files.setPosixFilePermissions(
                root.resolve("tmp"), PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(
                context.resolve("Dockerfile"),
                """
                FROM scratch
                COPY root/ /
                ENV PATH=/opt/java/bin:/bin LANG=C.UTF-8
                """);
    }

    private static Set<Path> libraries(Path java) throws IOException {
        var linked = new ArrayList<>(List.of("ldd", SHELL.toString(), java + "/bin/java"));
        try (var files = Files.walk(java.resolve("lib"))) {
            files.map(Path::toString).filter(f -> f.endsWith(".so")).forEach(linked::add);
        }
        var found = new TreeSet<Path>();
        LIBRARY.matcher(Command.run(linked))
                .results()
                .map(match -> Path.of(match.group(1)))
                .filter(library -> !library.startsWith(java))
                .forEach(found::add);
        return found;
    }

    /** Under its own path, where the loader looks for it. */
    private static void copy(Path file, Path root) throws IOException {
        var copy = root.resolve(Path.of("/").relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file.toRealPath(), copy, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static void copyTree(Path from, Path to) throws IOException {
        var visitor =
                new SimpleFileVisitor<Path>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a)
                            throws IOException {
                        if (LEFT_OUT.contains(folder.getFileName().toString())) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        Files.createDirectories(to.resolve(from.relativize(folder)));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        // A link that leads nowhere is seen as itself; some JDKs have such ones.
                        if (!LEFT_OUT.contains(file.getFileName().toString())
                                && Files.exists(file)) {
                            Files.copy(
                                    file,
                                    to.resolve(from.relativize(file)),
                                    StandardCopyOption.COPY_ATTRIBUTES);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                };
        Files.walkFileTree(
                from, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
    }
}
