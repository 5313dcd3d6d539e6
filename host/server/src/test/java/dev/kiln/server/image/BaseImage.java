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
import java.util.stream.Stream;

/**
 * The least that the Dockerfile asks of its bases, made of this machine's files so that no registry
 * is needed: a system with a shell and some tools, and the same with the JDK that runs this test;
 * both with the libraries that they are linked with.
 */
final class BaseImage {

    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    private static final List<Path> TOOLS =
            Stream.of(
                            "sh cat chmod cp dirname find grep head ls mkdir mv sed sort touch"
                                    .split(" "))
                    .map(Path.of("/bin")::resolve)
                    .toList();

    private static final List<Path> SHARED =
            List.of(
                    Path.of("/etc/ssl/certs/ca-certificates.crt"),
                    Path.of("/usr/share/zoneinfo/Europe/Zurich"),
                    // libc brings it everywhere, as files.
                    Path.of("/usr/lib/locale/C.utf8"));

    /** Large, and of no use to anybody here. */
    private static final Set<String> LEFT_OUT = Set.of("src.zip");

    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x[0-9a-f]+\\)");

    private BaseImage() {}

    /**
     * Makes the folder an image's build context: a Dockerfile with the targets system and jdk, and
     * their files.
     */
    static void layOut(Path context) throws IOException {
        var system = Files.createDirectory(context.resolve("system"));
        var jdk = Files.createDirectory(context.resolve("jdk"));
        copyTree(JAVA_HOME, jdk.resolve("opt/java"));
        for (var file : Stream.concat(TOOLS.stream(), SHARED.stream()).toList()) {
            if (Files.isDirectory(file)) {
                copyTree(file, system.resolve(Path.of("/").relativize(file)));
            } else if (Files.exists(file)) {
                copy(file, system);
            }
        }
        for (var library : libraries(jdk.resolve("opt/java"))) {
            copy(library, system);
        }
        Files.createDirectory(system.resolve("tmp"));
        Files.setPosixFilePermissions(
                system.resolve("tmp"), PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(
                context.resolve("Dockerfile"),
                """
                FROM scratch AS system
                COPY system/ /
                ENV PATH=/bin
                FROM system AS jdk
                COPY jdk/ /
                ENV PATH=/opt/java/bin:/bin JAVA_HOME=/opt/java
                """);
    }

    private static Set<Path> libraries(Path java) throws IOException {
        var linked = new ArrayList<>(List.of("ldd", java + "/bin/java"));
        TOOLS.forEach(tool -> linked.add(tool.toString()));
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
