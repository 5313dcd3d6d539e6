package dev.kiln.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code java -jar kiln.jar} in a process of its own, and what it wrote so far. */
public final class KilnProcess implements AutoCloseable {

    static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();
    static final Path JAR = Path.of("target/kiln.jar").toAbsolutePath();

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final int port;
    private final List<String> lines = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private boolean ended;

    private KilnProcess(Process process, int port) {
        this.process = process;
        this.port = port;
        Thread.ofPlatform().daemon().start(this::read);
    }

    /**
     * Starts with nothing in the environment but what is given, free ports and the means to run a
     * shell.
     */
    static KilnProcess start(Path workingDirectory, Map<String, String> variables, String... args)
            throws IOException {
        return start(JAR, workingDirectory, variables, args);
    }

    /** The same with a jar of another module. */
    public static KilnProcess start(
            Path jar, Path workingDirectory, Map<String, String> variables, String... args)
            throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command =
                Stream.concat(
                                Stream.of(java, "-XX:TieredStopAtLevel=1", "-jar", jar.toString()),
                                Stream.of(args))
                        .toList();
        return run(command, workingDirectory, variables);
    }

    /** The same with any program that becomes Kiln. */
    public static KilnProcess run(
            List<String> command, Path workingDirectory, Map<String, String> variables)
            throws IOException {
        var port = freePort();
        var builder =
                new ProcessBuilder(command)
                        .directory(workingDirectory.toFile())
                        .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PORT", Integer.toString(port));
        builder.environment().put("KILN_MANAGEMENT_PORT", "0");
        builder.environment().putAll(variables);
        return new KilnProcess(builder.start(), port);
    }

    public int port() {
        return port;
    }

    public String url() {
        return "http://localhost:" + port;
    }

    /** Waits for a line of the output, and gives all until then. */
    public String awaitLine(Predicate<String> wanted) throws InterruptedException {
        synchronized (lines) {
            var end = System.nanoTime() + PATIENCE.toNanos();
            while (lines.stream().noneMatch(wanted)) {
                var left = end - System.nanoTime();
                assertThat(!ended && left > 0)
                        .as("The awaited line came in:%n%s", output())
                        .isTrue();
                TimeUnit.NANOSECONDS.timedWait(lines, left);
            }
            return output();
        }
    }

    /** The end of the start message. */
    public String awaitStart() throws InterruptedException {
        return awaitLine(line -> line.contains("aws lambda invoke"));
    }

    public String output() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    /** The exit code, when the process has ended by itself. */
    public int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("Ended by itself:%n%s", output())
                .isTrue();
        synchronized (lines) {
            while (!ended) {
                lines.wait(PATIENCE.toMillis());
            }
        }
        return process.exitValue();
    }

    /**
     * SIGTERM. What the process still writes is read, which {@code Process.destroy} would prevent.
     */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** From the management port, as soon as that is open. */
    public HttpResponse<String> manage(String path) throws IOException, InterruptedException {
        var address = "Metrics at (http://localhost:\\d+)/actuator/prometheus";
        awaitLine(line -> line.matches(address));
        var url = Pattern.compile(address).matcher(output()).results().findFirst().orElseThrow();
        return send(HttpRequest.newBuilder(URI.create(url.group(1) + path)));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url() + path)));
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(URI.create(url() + path))
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** As soon as the socket is open. */
    public HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return client.send(
                        request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            } catch (ConnectException e) {
                if (System.nanoTime() > end || !process.isAlive()) {
                    throw new AssertionError("Kiln does not answer:\n" + output(), e);
                }
                Thread.onSpinWait();
            }
        }
    }

    private void read() {
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("(the output could not be read: " + e + ")");
        }
        synchronized (lines) {
            ended = true;
            lines.notifyAll();
        }
    }

    private void add(String line) {
        synchronized (lines) {
            lines.add(line);
            lines.notifyAll();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly();
    }
}
