package dev.kiln.frontdoor;

import dev.kiln.frontdoor.http.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real main class in a process of its own. */
final class HostInProcess implements AutoCloseable {

    private final Process process;
    private final int port;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private HostInProcess(Process process, int port) {
        this.process = process;
        this.port = port;
        Thread.ofVirtual().start(this::read);
    }

    /** Starts with nothing in its environment but this and {@code PORT}. */
    static HostInProcess start(Map<String, String> variables, String... args) throws IOException {
        var port = freePort();
        var command = new ArrayList<>(List.of(java(), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Kiln.class.getName());
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PORT", Integer.toString(port));
        builder.environment().putAll(variables);
        return new HostInProcess(builder.start(), port);
    }

    static Map<String, String> handler(String name) {
        return Map.of("_HANDLER", name, "LAMBDA_TASK_ROOT", "target/test-classes");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void read() {
        try {
            process.getInputStream().transferTo(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    String output() {
        return output.toString(StandardCharsets.UTF_8);
    }

    HostInProcess opened() {
        Until.holds(() -> !process.isAlive() || accepts());
        if (!process.isAlive()) {
            throw new AssertionError("It did not start: " + output());
        }
        return this;
    }

    boolean accepts() {
        try (var wire = new Wire(port)) {
            return wire.isOpen();
        } catch (IOException e) {
            return false;
        }
    }

    HostInProcess says(String text) {
        Until.holds(() -> output().contains(text));
        return this;
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    /** Its status, when it has ended by itself and all it said has been read. */
    int ended() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("It runs on: " + output());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
