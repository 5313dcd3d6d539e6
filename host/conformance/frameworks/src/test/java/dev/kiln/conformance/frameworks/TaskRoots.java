package dev.kiln.conformance.frameworks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipFile;

/** Unpacks deployment packages as AWS does, one folder for all functions that share a package. */
final class TaskRoots {

    private final Path folder;
    private final Map<Path, Path> present = new HashMap<>();

    /**
     * @param folder empty, for all the roots
     */
    TaskRoots(Path folder) {
        this.folder = folder;
    }

    synchronized Path of(HostedFunction function) throws IOException {
        var code = function.jar().or(function::classes).orElseThrow();
        var known = present.get(code);
        if (known != null) {
            return known;
        }
        var root = Files.createDirectories(folder.resolve(Integer.toString(present.size())));
        if (function.jar().isPresent()) {
            unpack(code, root);
        } else {
            link(code, root);
        }
        if (function.lib().isPresent()) {
            link(function.lib().get(), root.resolve("lib"));
        }
        present.put(code, root);
        return root;
    }

    private static void unpack(Path jar, Path root) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            for (var entries = zip.entries(); entries.hasMoreElements(); ) {
                var entry = entries.nextElement();
                var target = root.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    try (var content = zip.getInputStream(entry)) {
                        Files.copy(content, target);
                    }
                }
            }
        }
    }

    private static void link(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> {
                        try {
                            var target = to.resolve(from.relativize(file).toString());
                            Files.createDirectories(target.getParent());
                            Files.createLink(target, file);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
    }
}
