package dev.kiln.server.image;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A container under podman, as locked up as the Knative Service asks for; gone when closed. */
final class Container implements AutoCloseable {

    /** Far above what anything here takes: a busy machine is no failure. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final String name = "kiln-test-" + UUID.randomUUID();
    private final int port;

    private Container(int port) {
        this.port = port;
    }

    /** Starts an image and waits until it says that it is ready. */
    static Container start(String image, String... variables) throws IOException {
        return start(image, Stream.of(variables).flatMap(it -> Stream.of("--env", it)).toList());
    }

    /** The same with podman's options for it. */
    static Container start(String image, List<String> options) throws IOException {
        var container = new Container(freePort());
        try {
            container.run(image, options);
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .failFast(() -> {
                        if (!container.isRunning()) {
                            throw new AssertionError("It ended: " + container.logs());
                        }
                    })
                    .until(() -> container.get("/health/readiness").statusCode() == 200);
            return container;
        } catch (Throwable e) {
            container.close();
            throw e;
        }
    }

    /** Starts an image without waiting for anything. */
    static Container launch(String image) throws IOException {
        var container = new Container(freePort());
        container.run(image, List.of());
        return container;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> post(String path, String body) {
        return client.sendAsync(
                request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** What it has written so far. */
    String logs() {
        return Podman.logs(name);
    }

    boolean isRunning() {
        return inspect("{{.State.Running}}").equals("true");
    }

    void signal(String signal) {
        Podman.call("kill", "--signal", signal, name);
    }

    void shell(String script) {
        Podman.call("exec", name, "/bin/sh", "-c", script);
    }

    /** Waits for its end. */
    int exitCode() {
        await().atMost(PATIENCE).until(() -> !isRunning());
        return Integer.parseInt(inspect("{{.State.ExitCode}}"));
    }

    @Override
    public void close() {
        Podman.call("rm", "--force", "--ignore", "--time", "0", name);
    }

    private void run(String image, List<String> options) {
        var arguments = new ArrayList<String>(List.of("run", "--detach", "--name", name));
        // Its own network would need more than a plain podman has.
        arguments.addAll(List.of("--network", "host", "--env", "PORT=" + port));
        arguments.addAll(List.of("--env", "KILN_MANAGEMENT_PORT=0"));
        arguments.addAll(List.of("--user", "12345", "--cap-drop", "all"));
        arguments.addAll(List.of("--security-opt", "no-new-privileges"));
        arguments.addAll(List.of("--read-only", "--read-only-tmpfs=false", "--tmpfs", "/tmp"));
        // The usual limits are above what a nested container may set.
        arguments.addAll(List.of("--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024"));
        arguments.addAll(options);
        arguments.add(image);
        Podman.call(arguments.toArray(String[]::new));
    }

    private String inspect(String format) {
        return Podman.call("inspect", "--format", format, name).strip();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
