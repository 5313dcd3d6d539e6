package dev.kiln.conformance.oracle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kiln.conformance.Answer;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome.FunctionError;
import dev.kiln.runtime.Outcome.Stage;
import dev.kiln.runtime.Outcome.Succeeded;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The service's side of the Lambda Runtime API: hands out invocations one at a time and keeps what
 * the client posts.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
final class RuntimeApi implements AutoCloseable {

    private static final String ROOT = "/2018-06-01/runtime/";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Invocation> waiting;
    private final int maxResponseBytes;
    private final Runnable beforeNext;
    private final List<Answer> answers = new ArrayList<>();
    private final CompletableFuture<Void> allFetched = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    /**
     * @param maxResponseBytes a longer response gets status 413
     * @param beforeNext runs whenever the client asks for an invocation; all that it did for the
     *     one before is done by then
     */
    RuntimeApi(List<Invocation> invocations, int maxResponseBytes, Runnable beforeNext)
            throws IOException {
        this.waiting = new ArrayDeque<>(invocations);
        this.maxResponseBytes = maxResponseBytes;
        this.beforeNext = beforeNext;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(ROOT, this::handle);
        server.start();
    }

    /** Host and port, as in {@code AWS_LAMBDA_RUNTIME_API}. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Completes when the client asks for an invocation and there is none left. */
    CompletableFuture<Void> allFetched() {
        return allFetched;
    }

    synchronized List<Answer> answers() {
        return List.copyOf(answers);
    }

    @Override
    public void close() {
        closed.complete(null);
        server.stop(0);
        threads.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath().substring(ROOT.length());
            if (path.equals("invocation/next")) {
                next(exchange);
            } else if (path.endsWith("/response")) {
                takeResponse(exchange, path);
            } else if (path.endsWith("/error")) {
                takeError(exchange, path);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private void next(HttpExchange exchange) throws IOException {
        beforeNext.run();
        var invocation = poll();
        if (invocation.isEmpty()) {
            allFetched.complete(null);
            // The client waits for an answer as long as the function is frozen.
            closed.join();
            return;
        }
        describe(invocation.get(), exchange.getResponseHeaders());
        send(exchange, 200, invocation.get().event());
    }

    private synchronized Optional<Invocation> poll() {
        return Optional.ofNullable(waiting.poll());
    }

    private static void describe(Invocation invocation, Headers headers) {
        // AWS's client crashes without it.
        headers.set("Content-Type", "application/json");
        headers.set("Lambda-Runtime-Aws-Request-Id", invocation.requestId());
        var deadline = invocation.latestEnd().orElseGet(() -> Instant.now().plus(TIMEOUT));
        headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(deadline.toEpochMilli()));
        if (!invocation.invokedFunctionArn().isEmpty()) {
            headers.set("Lambda-Runtime-Invoked-Function-Arn", invocation.invokedFunctionArn());
        }
        set(headers, "Lambda-Runtime-Client-Context", invocation.clientContext());
        set(headers, "Lambda-Runtime-Cognito-Identity", invocation.identity());
        set(headers, "Lambda-Runtime-Aws-Tenant-Id", invocation.tenantId());
        set(headers, "Lambda-Runtime-Trace-Id", invocation.traceHeader());
    }

    private static void set(Headers headers, String name, Optional<String> value) {
        // The server writes a header's characters as bytes; the service sends UTF-8.
        value.ifPresent(text -> headers.set(name, new String(text.getBytes(UTF_8), ISO_8859_1)));
    }

    private void takeResponse(HttpExchange exchange, String path) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        var accepted = body.length <= maxResponseBytes;
        keep(new Answer(path, new Succeeded(body), accepted));
        exchange.sendResponseHeaders(accepted ? 202 : 413, -1);
    }

    private void takeError(HttpExchange exchange, String path) throws IOException {
        var headers = exchange.getRequestHeaders();
        var cause =
                Optional.ofNullable(headers.getFirst("Lambda-Runtime-Function-XRay-Error-Cause"))
                        .map(text -> new String(text.getBytes(ISO_8859_1), UTF_8));
        var type = headers.getFirst("Lambda-Runtime-Function-Error-Type");
        var body = exchange.getRequestBody().readAllBytes();
        keep(Answer.of(path, new FunctionError(body, type, cause, Stage.HANDLER)));
        send(exchange, 202, "{\"status\":\"OK\"}".getBytes(UTF_8));
    }

    private synchronized void keep(Answer answer) {
        answers.add(answer);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
