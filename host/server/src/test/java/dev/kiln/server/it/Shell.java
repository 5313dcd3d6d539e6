package dev.kiln.server.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a command gave.
 *
 * @param out standard output and errors
 */
public record Shell(int status, String out) {

    /** Runs a command; after two minutes it is ended. */
    public static Shell run(Path directory, Map<String, String> variables, List<String> command)
            throws IOException, InterruptedException {
        var file = Files.createTempFile("kiln", ".out");
        try {
            var builder =
                    new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(file.toFile());
            builder.environment().putAll(variables);
            var process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
            }
            return new Shell(process.exitValue(), Files.readString(file, StandardCharsets.UTF_8));
        } finally {
            Files.delete(file);
        }
    }

    /** Whether a program is on the path. */
    public static boolean has(String program) throws IOException, InterruptedException {
        return run(Path.of("."), Map.of(), List.of("sh", "-c", "command -v " + program)).status()
                == 0;
    }
}
