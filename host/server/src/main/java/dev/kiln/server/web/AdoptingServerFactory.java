package dev.kiln.server.web;

import dev.kiln.frontdoor.http.HttpExchange;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.WebServerException;
import org.springframework.boot.web.server.reactive.ReactiveWebServerFactory;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * Gives Spring Boot a server that already runs: nothing is bound, and stopping Spring stops no
 * socket.
 */
public final class AdoptingServerFactory implements ReactiveWebServerFactory {

    private final IntSupplier port;
    private volatile Optional<ExchangeServing> started = Optional.empty();

    /**
     * @param port of the running server
     */
    public AdoptingServerFactory(IntSupplier port) {
        this.port = port;
    }

    /**
     * What answers requests once Spring has started its server.
     *
     * @throws IllegalStateException before that
     */
    public Consumer<HttpExchange> requests() {
        return started.orElseThrow(() -> new IllegalStateException("Spring has not started yet"));
    }

    @Override
    public WebServer getWebServer(HttpHandler handler) {
        return new AdoptedServer(new ExchangeServing(handler));
    }

    private final class AdoptedServer implements WebServer {

        private final ExchangeServing requests;

        private AdoptedServer(ExchangeServing requests) {
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
