package dev.kiln.runtime.reload;

import dev.kiln.runtime.InvalidSettingException;
import dev.kiln.runtime.isolation.DeploymentPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A function's code on disk, of which copies are served. Not for several threads. */
final class WatchedCode implements AutoCloseable {

    /** A build that goes on and on gets its turn with the next invocation. */
    private static final int MOST_ATTEMPTS = 10;

    private final Supplier<DeploymentPackage> location;
    private final Path folder;
    private int made;
    private @Nullable CodeCopy latest;
    private String lastProblem = "";

    /**
     * @param location finds the code, which may have other jars than before
     */
    WatchedCode(Supplier<DeploymentPackage> location) {
        this.location = location;
        try {
            folder = Files.createTempDirectory("kiln-watch-");
        } catch (IOException e) {
            throw new InvalidSettingException(
                    "'watch' needs a folder for copies of the code, but none can be made: "
                            + e
                            + ". Name another place with -Djava.io.tmpdir, or switch it off.",
                    e);
        }
    }

    /**
     * A copy of the code, and where it is.
     *
     * @param folder to be given to {@link #remove} when nothing is loaded from it any more
     */
    record Version(DeploymentPackage code, Path folder) {}

    /**
     * The code as it is now, if it is not what was asked for last.
     *
     * @throws InvalidSettingException if there is none, or it cannot be read; the same reason is
     *     given once
     */
    Optional<Version> changed() {
        try {
            var version = copyIfChanged();
            lastProblem = "";
            return version;
        } catch (InvalidSettingException e) {
            return same(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            return same("The code cannot be read: " + e, e);
        }
    }

    private Optional<Version> same(String problem, Exception cause) {
        if (problem.equals(lastProblem)) {
            return Optional.empty();
        }
        lastProblem = problem;
        throw new InvalidSettingException(problem, cause);
    }

    private Optional<Version> copyIfChanged() throws IOException {
        for (var attempt = 1; ; attempt++) {
            var code = location.get();
            var state = CodeState.of(code.classPath());
            if (latest != null && state.equals(latest.state())) {
                return Optional.empty();
            }
            var own = folder.resolve("" + ++made);
            try {
                var copy = CodeCopy.make(own, state, latest);
                // A build that writes at this moment may have left half of a file in the copy.
                if (state.equals(CodeState.of(code.classPath())) || attempt == MOST_ATTEMPTS) {
                    latest = copy;
                    return Optional.of(new Version(copy.of(code), own));
                }
            } catch (IOException e) {
                if (attempt == MOST_ATTEMPTS) {
                    remove(own);
                    throw e;
                }
            }
            remove(own);
        }
    }

    /** Removes one version's files, one caller after the other: what is removed twice is gone. */
    synchronized void remove(Path version) {
        try (var files = Files.walk(version)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException _) {
            // It stays in the folder for temporary files, where such things are looked for.
        }
    }

    @Override
    public void close() {
        remove(folder);
    }
}
