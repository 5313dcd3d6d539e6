package dev.kiln.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

class AdoptionTest {

    private final CompletableFuture<BiFunction<HttpServerRequest, HttpServerResponse, Mono<Void>>>
            rest = new CompletableFuture<>();
    private final DisposableServer running =
            HttpServer.create()
                    .port(0)
                    .handle((request, response) ->
                            request.uri().startsWith("/actuator")
                                    ? Mono.fromFuture(rest)
                                            .flatMap(it -> it.apply(request, response))
                                    : response.sendString(Mono.just("function")).then())
                    .bindNow();

    @AfterEach
    void close() {
        running.disposeNow();
    }

    @Test
    void spring_answers_through_a_server_that_was_running_before_it() throws Exception {
        var early = get("/anything");
        var waiting = getAsync("/actuator/health");

        try (var spring = start()) {
            rest.complete(spring.getBean(AdoptingServerFactory.class).requests());

            assertThat(early.body()).isEqualTo("function");
            assertThat(waiting.get().statusCode()).isEqualTo(200);
            assertThat(waiting.get().body()).contains("\"status\":\"UP\"");
            assertThat(get("/anything").body()).isEqualTo("function");
        }
    }

    @Test
    void spring_takes_the_running_port_for_its_own_and_leaves_the_socket_open_when_it_stops()
            throws Exception {
        try (var spring = start()) {
            assertThat(spring.getEnvironment().getProperty("local.server.port"))
                    .isEqualTo(Integer.toString(running.port()));
        }

        assertThat(get("/anything").statusCode()).isEqualTo(200);
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.REACTIVE)
                // The groups are of the host's own contributors, which are not here.
                .properties("management.endpoint.health.validate-group-membership=false")
                .initializers(
                        context -> context.getBeanFactory().registerSingleton("running", running))
                .run();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return getAsync(path).get();
    }

    private CompletableFuture<HttpResponse<String>> getAsync(String path) {
        var uri = URI.create("http://localhost:" + running.port() + path);
        return HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        AdoptingServerFactory server(DisposableServer running) {
            return new AdoptingServerFactory(running::port);
        }
    }
}
