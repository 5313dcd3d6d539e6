package dev.kiln.frontdoor.cloudevents;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.cloudevents.Sdk;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;

/** A server that keeps what it is sent, as a broker's address. */
public final class RecordingSink implements AutoCloseable {

    private final HttpServer server;
    private final IntFunction<Answer> answers;
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

    /** What it says to one delivery. */
    public record Answer(int status, Map<String, String> headers) {

        public static Answer of(int status) {
            return new Answer(status, Map.of());
        }
    }

    /** What came. */
    public record Delivery(String method, String target, List<HeaderField> headers, byte[] body) {

        public Optional<String> header(String name) {
            return headers.stream()
                    .filter(it -> it.name().equalsIgnoreCase(name))
                    .map(HeaderField::value)
                    .findFirst();
        }

        /** As CloudEvents' own library reads it. */
        public CloudEvent event() {
            return Sdk.read(headers, body);
        }
    }

    private RecordingSink(HttpServer server, IntFunction<Answer> answers) {
        this.server = server;
        this.answers = answers;
    }

    /** One that always says this. */
    public static RecordingSink answering(int status) throws IOException {
        return answering(_ -> Answer.of(status));
    }

    /**
     * Starts on any port.
     *
     * @param answers by the number of the delivery, from 1
     */
    public static RecordingSink answering(IntFunction<Answer> answers) throws IOException {
        return on(
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0),
                answers);
    }

    static RecordingSink on(HttpServer server, IntFunction<Answer> answers) {
        var sink = new RecordingSink(server, answers);
        server.createContext("/", sink::take);
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.start();
        return sink;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = new ArrayList<HeaderField>();
            exchange.getRequestHeaders()
                    .forEach((name, values) ->
                            values.forEach(value -> headers.add(new HeaderField(name, value))));
            deliveries.add(
                    new Delivery(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            headers,
                            exchange.getRequestBody().readAllBytes()));
            var answer = answers.apply(deliveries.size());
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), -1);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://localhost:" + port();
    }

    public List<Delivery> deliveries() {
        return deliveries;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
