package dev.kiln.conformance.knative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

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
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The real queue-proxy in front of a host, with the variables that Knative's controller sets. Ports
 * 8022 and 9090 cannot be moved: one runs at a time, and tests of other builds wait.
 */
final class QueueProxy implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ADMIN_PORT = 8022;

    private final FileChannel turn;
    private final Process process;
    private final int port;
    private final Path log;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private QueueProxy(FileChannel turn, Process process, int port, Path log) {
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
        builder.environment().putAll(variables(kiln.port(), port));
        builder.environment().putAll(settings);
        var queue = new QueueProxy(takeTurn(), builder.start(), port, log);
        try {
            queue.awaitListening();
            return queue;
        } catch (Throwable e) {
            queue.close();
            throw e;
        }
    }

    private static Map<String, String> variables(int userPort, int port) {
        var variables = new HashMap<String, String>();
        variables.put("CONTAINER_CONCURRENCY", "0");
        variables.put("REVISION_TIMEOUT_SECONDS", "300");
        variables.put("REVISION_RESPONSE_START_TIMEOUT_SECONDS", "300");
        variables.put("QUEUE_SERVING_PORT", Integer.toString(port));
        variables.put("QUEUE_SERVING_TLS_PORT", "8112");
        variables.put("USER_PORT", Integer.toString(userPort));
        variables.put("SERVING_READINESS_PROBE", httpProbe(userPort));
        variables.put("SERVING_NAMESPACE", "default");
        variables.put("SERVING_SERVICE", "hello");
        variables.put("SERVING_CONFIGURATION", "hello");
        variables.put("SERVING_REVISION", "hello-00001");
        variables.put("SERVING_POD", "hello-00001-pod");
        variables.put("SERVING_POD_IP", "127.0.0.1");
        variables.put("SYSTEM_NAMESPACE", "knative-serving");
        variables.put("SERVING_LOGGING_CONFIG", "");
        variables.put("SERVING_LOGGING_LEVEL", "info");
        return variables;
    }

    /** The readiness probe of {@code k8s/service.yaml} as Knative hands it to queue-proxy. */
    static String httpProbe(int userPort) {
        return """
        {"httpGet":{"path":"/health/readiness","port":%d,"host":"127.0.0.1","scheme":"HTTP"},\
        "successThreshold":1}\
        """
                .formatted(userPort);
    }

    /** What Knative sets for a container without a probe. */
    static String tcpProbe(int userPort) {
        return """
        {"tcpSocket":{"port":%d,"host":"127.0.0.1"},"successThreshold":1}\
        """
                .formatted(userPort);
    }

    private static FileChannel takeTurn() throws IOException {
        var name = "kiln-queue-proxy-" + System.getProperty("user.name") + ".lock";
        var channel =
                FileChannel.open(
                        Path.of(System.getProperty("java.io.tmpdir"), name),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        channel.lock();
        return channel;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitListening() {
        await().atMost(PATIENCE)
                .until(() -> !process.isAlive() || (accepts(port) && accepts(ADMIN_PORT)));
        if (!process.isAlive()) {
            var output = output();
            if (output.contains("address already in use")) {
                abort("A port that queue-proxy cannot do without is taken: " + output);
            }
            throw new AssertionError("queue-proxy ended: " + output);
        }
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
        var hook = URI.create("http://localhost:" + ADMIN_PORT + "/wait-for-drain");
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
