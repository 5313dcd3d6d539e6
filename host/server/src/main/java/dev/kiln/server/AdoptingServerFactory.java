package dev.kiln.server;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntSupplier;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.WebServerException;
import org.springframework.boot.web.server.reactive.ReactiveWebServerFactory;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Gives Spring Boot a server that already runs: nothing is bound, and stopping Spring stops no
 * socket.
 */
final class AdoptingServerFactory implements ReactiveWebServerFactory {

    private final IntSupplier port;
    private volatile Optional<ReactorHttpHandlerAdapter> started = Optional.empty();

    /**
     * @param port of the running server
     */
    AdoptingServerFactory(IntSupplier port) {
        this.port = port;
    }

    /**
     * What answers requests once Spring has started its server.
     *
     * @throws IllegalStateException before that
     */
    BiFunction<HttpServerRequest, HttpServerResponse, Mono<Void>> requests() {
        return started.orElseThrow(() -> new IllegalStateException("Spring has not started yet"));
    }

    @Override
    public WebServer getWebServer(HttpHandler handler) {
        return new AdoptedServer(new ReactorHttpHandlerAdapter(handler));
    }

    private final class AdoptedServer implements WebServer {

        private final ReactorHttpHandlerAdapter requests;

        private AdoptedServer(ReactorHttpHandlerAdapter requests) {
            this.requests = requests;
        }

        @Override
        public void start() throws WebServerException {
            started = Optional.of(requests);
        }

        @Override
        public void stop() throws WebServerException {
            started = Optional.empty();
        }

        @Override
        public int getPort() {
            return port.getAsInt();
        }
    }
}
