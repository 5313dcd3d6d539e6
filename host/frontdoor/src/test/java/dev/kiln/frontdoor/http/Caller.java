package dev.kiln.frontdoor.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;

/** A client that speaks one version of HTTP; every call waits for the whole answer. */
public enum Caller {
    HTTP_1_1 {
        @Override
        public Reply send(
                int port, String method, String target, Map<String, String> headers, byte[] body) {
            var request =
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + target))
                            .method(
                                    method,
                                    body.length == 0
                                            ? BodyPublishers.noBody()
                                            : BodyPublishers.ofByteArray(body));
            headers.forEach(request::header);
            try (var client =
                    java.net.http.HttpClient.newBuilder()
                            .version(java.net.http.HttpClient.Version.HTTP_1_1)
                            .build()) {
                var response = client.send(request.build(), BodyHandlers.ofByteArray());
                return new Reply(response.statusCode(), response.headers().map(), response.body());
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(method + " " + target, e);
            }
        }
    },

    /** Without asking first, as Knative's proxy does where a port is named h2c. */
    H2C {
        @Override
        public Reply send(
                int port, String method, String target, Map<String, String> headers, byte[] body) {
            var answer =
                    HttpClient.newConnection()
                            .protocol(HttpProtocol.H2C)
                            .resolver(DefaultAddressResolverGroup.INSTANCE)
                            .headers(all -> headers.forEach(all::set))
                            .request(HttpMethod.valueOf(method))
                            .uri("http://localhost:" + port + target)
                            .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
                            .responseSingle((response, content) ->
                                    content.asByteArray()
                                            .defaultIfEmpty(new byte[0])
                                            .map(bytes ->
                                                    new Reply(
                                                            response.status().code(),
                                                            fields(response.responseHeaders()),
                                                            bytes)))
                            .block();
            if (answer == null) {
                throw new AssertionError("No answer to " + method + " " + target);
            }
            return answer;
        }
    };

    private static Map<String, List<String>> fields(
            io.netty.handler.codec.http.HttpHeaders headers) {
        var fields = new TreeMap<String, List<String>>();
        for (var name : headers.names()) {
            fields.put(name, headers.getAll(name));
        }
        return fields;
    }

    /** An answer as its client got it. */
    public record Reply(int status, Map<String, List<String>> fields, byte[] body) {

        /** The values of all fields of this name, whatever its case. */
        public Optional<String> header(String name) {
            return fields.entrySet().stream()
                    .filter(field -> field.getKey().equalsIgnoreCase(name))
                    .map(field -> String.join(",", field.getValue()))
                    .findFirst();
        }

        /** The body as UTF-8. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return status
                    + " "
                    + fields
                    + "\n"
                    + (body.length > 1000 ? body.length + " bytes" : text());
        }
    }

    /** Sends any request. */
    public abstract Reply send(
            int port, String method, String target, Map<String, String> headers, byte[] body);

    /** Sends a request without headers and body. */
    public Reply get(int port, String target) {
        return send(port, "GET", target, Map.of(), new byte[0]);
    }

    /** Sends a text. */
    public Reply post(int port, String target, String body) {
        return send(port, "POST", target, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
