package dev.kiln.conformance.knative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kiln.server.it.KilnProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The real queue-proxy in front of a host; one runs at a time. */
final class QueueProxy implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Turn turn;
    private final Process process;
    private final int port;
    private final Path log;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private QueueProxy(Turn turn, Process process, int port, Path log) {
        this.turn = turn;
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param settings variables of queue-proxy that shall differ from what Knative sets by default
     */
    static QueueProxy inFrontOf(KilnProcess kiln, Map<String, String> settings) throws IOException {
        var port = freePort();
        var log = Files.createTempFile(Path.of("target"), "queue-proxy", ".log");
        var builder =
                new ProcessBuilder(QueueProxyProgram.FILE.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(QueueProxySettings.variables(kiln.port(), port));
        builder.environment().putAll(settings);
        var queue = new QueueProxy(Turn.take(), builder.start(), port, log);
        try {
            queue.awaitListening();
            return queue;
        } catch (Throwable e) {
            queue.close();
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitListening() {
        await().atMost(PATIENCE)
                .until(() -> !process.isAlive() || (accepts(port) && accepts(Turn.ADMIN_PORT)));
        assertThat(process.isAlive()).as(output()).isTrue();
    }

    private static boolean accepts(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    /** Asks for readiness as the kubelet does, and gives the status. */
    int probe() throws IOException, InterruptedException {
        return client.send(probeRequest(), BodyHandlers.discarding()).statusCode();
    }

    CompletableFuture<Integer> probeInBackground() {
        return client.sendAsync(probeRequest(), BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode);
    }

    /** Until it says that the host is ready. */
    void awaitReady() {
        await().atMost(PATIENCE).until(() -> probe() == 200);
    }

    private HttpRequest probeRequest() {
        return HttpRequest.newBuilder(uri("/"))
                .header("User-Agent", "kube-probe/1.34")
                .header("K-Network-Probe", "queue")
                .build();
    }

    /** Sends a request over HTTP/1.1. */
    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri(path));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    CompletableFuture<HttpResponse<String>> postInBackground(String body) {
        return postInBackground(client, body);
    }

    CompletableFuture<HttpResponse<String>> postInBackground(HttpClient client, String body) {
        return client.sendAsync(
                HttpRequest.newBuilder(uri("/"))
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** The user container's preStop hook, which ends when queue-proxy has drained. */
    CompletableFuture<Integer> preStopHook() {
        var hook = URI.create("http://localhost:" + Turn.ADMIN_PORT + "/wait-for-drain");
        return client.sendAsync(HttpRequest.newBuilder(hook).build(), BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode);
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** The status with which it ends. */
    int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(output()).isTrue();
        return process.exitValue();
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        client.shutdownNow();
        process.destroyForcibly().onExit().join();
        turn.close();
    }
}
