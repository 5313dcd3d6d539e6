package dev.kiln.server.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of this machine, run to its end within a quarter of an hour. */
final class Command {

    private static final int LIMIT_MINUTES = 15;

    private Command() {}

    /**
     * Runs a program and gives what it wrote to its standard output.
     *
     * @throws AssertionError if it failed, with what it wrote to its standard error
     */
    static String run(List<String> command) {
        try {
            var errors = Files.createTempFile("command", ".err");
            try {
                return run(command, errors.toFile());
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted: " + command, e);
        }
    }

    /** The same with what it wrote to its standard error, in the order of writing. */
    static String runForBoth(List<String> command) {
        var shell = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" 2>&1", "sh"));
        shell.addAll(command);
        return run(shell);
    }

    /** Whether a program of this name is there and works. */
    static boolean exists(String program) {
        try {
            var process =
                    new ProcessBuilder(program, "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted: " + program, e);
        }
    }

    private static String run(List<String> command, java.io.File errors)
            throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectError(errors).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end in " + LIMIT_MINUTES + " minutes");
        }
        if (process.exitValue() != 0) {
            throw new AssertionError(
                    command
                            + " ended with "
                            + process.exitValue()
                            + ": "
                            + Files.readString(errors.toPath())
                            + output);
        }
        return output;
    }
}
