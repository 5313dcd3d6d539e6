package dev.kiln.server.management;

import java.util.Objects;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.reactive.ReactiveWebServerFactory;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;

/**
 * Makes the server of Spring Boot's management context. Boot's own support for Reactor Netty is not
 * here, because it disposes of event loops that are the front door's.
 */
final class ManagementServerFactory implements ReactiveWebServerFactory {

    private final ManagementServerProperties server;
    private final WebEndpointProperties endpoints;

    ManagementServerFactory(ManagementServerProperties server, WebEndpointProperties endpoints) {
        this.server = server;
        this.endpoints = endpoints;
    }

    @Override
    public WebServer getWebServer(HttpHandler handler) {
        return new ManagementServer(
                Objects.requireNonNullElse(server.getPort(), 0),
                server.getAddress(),
                endpoints.getBasePath(),
                new ReactorHttpHandlerAdapter(handler));
    }
}
