package dev.kiln.conformance.knative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Knative's queue-proxy, built from its Go module. Where that cannot be done, tests are skipped.
 */
final class QueueProxyProgram {

    private static final Path MODULE = Path.of("queue-proxy").toAbsolutePath();

    /** Where it is, after {@link #build}. */
    static final Path FILE = Path.of("target/queue-proxy").toAbsolutePath();

    private static final String PACKAGE = "knative.dev/serving/cmd/queue";

    private QueueProxyProgram() {}

    /**
     * Builds it; a second time that is a matter of a second.
     *
     * @throws org.opentest4j.TestAbortedException if it cannot be built here
     */
    static void build() throws IOException, InterruptedException {
        assumeTrue(
                isOnPath("go"),
                "Go is not installed: Knative's queue-proxy is not built, and nothing is tried behind"
                        + " it");
        var modules = go("list", "-mod=readonly", "-deps", PACKAGE);
        assertThat(modules.output())
                .as("go.sum has what go.mod needs")
                .doesNotContain("go.sum", "checksum mismatch", "updates to go.mod");
        assumeTrue(
                modules.status() == 0,
                "queue-proxy's Go modules cannot be had: " + modules.lastLine());
        var build =
                go(
                        "build",
                        "-mod=readonly",
                        "-trimpath",
                        "-buildvcs=false",
                        "-ldflags=-s -w",
                        "-o",
                        FILE.toString(),
                        PACKAGE);
        assertThat(build.status()).as(build.output()).isZero();
    }

    private record Ended(int status, String output) {

        String lastLine() {
            return output.lines().reduce("", (_, line) -> line);
        }
    }

    private static Ended go(String... arguments) throws IOException, InterruptedException {
        var command = Stream.concat(Stream.of("go"), Stream.of(arguments)).toList();
        var log = Files.createTempFile("go", ".log");
        try {
            var builder =
                    new ProcessBuilder(List.copyOf(command))
                            .directory(MODULE.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            builder.environment().put("CGO_ENABLED", "0");
            // An older Go says so, rather than that it fetches a newer one.
            builder.environment().put("GOTOOLCHAIN", "local");
            var status = builder.start().waitFor();
            return new Ended(status, Files.readString(log, StandardCharsets.UTF_8));
        } finally {
            Files.delete(log);
        }
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
