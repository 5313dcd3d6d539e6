package dev.kiln.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.frontdoor.FrontDoor;
import dev.kiln.frontdoor.config.DoorSettings;
import dev.kiln.frontdoor.config.EarlySettings;
import dev.kiln.server.web.AdoptingServerFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

class AdoptionTest {

    private final FrontDoor door = new FrontDoor();

    @BeforeEach
    void open() {
        var settings = EarlySettings.of(Map.of(), Map.of(), new String[] {"--kiln.port=0"});
        door.open(DoorSettings.read(settings.settings(), false));
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void spring_answers_through_a_server_that_was_running_before_it() throws Exception {
        var waiting = getAsync("/actuator/health");

        try (var spring = start()) {
            door.adopt(spring.getBean(AdoptingServerFactory.class).requests());

            assertThat(waiting.get().statusCode()).isEqualTo(200);
            assertThat(waiting.get().body()).contains("\"status\":\"UP\"");
            assertThat(get("/anything").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void spring_takes_the_running_port_for_its_own_and_leaves_the_socket_open_when_it_stops()
            throws Exception {
        try (var spring = start()) {
            assertThat(spring.getEnvironment().getProperty("local.server.port"))
                    .isEqualTo(Integer.toString(door.port()));
        }

        assertThat(get("/health/liveness").statusCode()).isEqualTo(200);
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.REACTIVE)
                // The groups are of the host's own contributors, which are not here.
                .properties("management.endpoint.health.validate-group-membership=false")
                .initializers(context -> context.getBeanFactory().registerSingleton("door", door))
                .run();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return getAsync(path).get();
    }

    private CompletableFuture<HttpResponse<String>> getAsync(String path) {
        var uri = URI.create("http://localhost:" + door.port() + path);
        return HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        AdoptingServerFactory server(FrontDoor door) {
            return new AdoptingServerFactory(door::port);
        }
    }
}
