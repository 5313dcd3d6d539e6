package dev.kiln.server.it;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Takes spans by OTLP over HTTP, as a collector does, and keeps them. */
final class OtlpReceiver implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpServer server;
    private final List<Received> spans = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean refuses;

    /** A span with the text of its attributes and those of its resource. */
    record Received(
            Span span, Map<String, String> attributes, Map<String, String> resource, String agent) {

        String id() {
            return HexFormat.of().formatHex(span.getSpanId().toByteArray());
        }

        String parentId() {
            return HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
        }

        String traceId() {
            return HexFormat.of().formatHex(span.getTraceId().toByteArray());
        }

        boolean failed() {
            return span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR;
        }

        Duration took() {
            return Duration.ofNanos(span.getEndTimeUnixNano() - span.getStartTimeUnixNano());
        }

        boolean isKind(Span.SpanKind kind) {
            return span.getKind() == kind;
        }
    }

    OtlpReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.createContext("/", exchange -> answer(exchange, 404));
        server.start();
    }

    String endpoint() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** From now on everything is refused, for ever in the exporter's eyes, or taken. */
    void refuse(boolean refuse) {
        refuses = refuse;
    }

    int refused() {
        return refused.get();
    }

    /** As soon as there is one. */
    Received await(Predicate<Received> wanted) {
        return org.awaitility.Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> spans.stream().filter(wanted).findFirst(), it -> it.isPresent())
                .orElseThrow();
    }

    /** Of a trace, as soon as there is one of this kind. */
    Received await(String traceId, Span.SpanKind kind) {
        return await(it -> it.traceId().equals(traceId) && it.isKind(kind));
    }

    List<Received> spans() {
        return spans;
    }

    private void take(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        if (refuses) {
            refused.incrementAndGet();
            answer(exchange, 400);
            return;
        }
        keep(body, String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent")));
        answer(exchange, 200);
    }

    private void keep(byte[] body, String agent) throws InvalidProtocolBufferException {
        for (var ofResource : ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
            var resource = resource(ofResource.getResource());
            for (var ofScope : ofResource.getScopeSpansList()) {
                for (var span : ofScope.getSpansList()) {
                    spans.add(new Received(span, text(span.getAttributesList()), resource, agent));
                }
            }
        }
    }

    private static Map<String, String> resource(Resource resource) {
        return text(resource.getAttributesList());
    }

    private static Map<String, String> text(List<KeyValue> attributes) {
        return attributes.stream().collect(Collectors.toMap(KeyValue::getKey, OtlpReceiver::text));
    }

    private static String text(KeyValue attribute) {
        var value = attribute.getValue();
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            default -> value.toString();
        };
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
