package dev.kiln.server;

import dev.kiln.frontdoor.FrontDoor;
import dev.kiln.server.catalog.HandlerCatalog;
import dev.kiln.server.health.FunctionsHealth;
import java.util.Map;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.function.context.FunctionRegistry;
import org.springframework.cloud.function.json.JsonMapper;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

/** The beans of the host besides the front door and the settings, which are there before them. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class HostConfiguration {

    @Bean
    AdoptingServerFactory adoptingServerFactory(FrontDoor door) {
        return new AdoptingServerFactory(() -> door.isOpen() ? door.port() : -1);
    }

    @Bean
    HandlerCatalog handlerCatalog(
            FunctionRegistry registry, ListableBeanFactory beans, JsonMapper json) {
        return new HandlerCatalog(registry, beans, json);
    }

    @Bean
    FunctionsHealth functionsHealthIndicator(FrontDoor door) {
        return new FunctionsHealth(door);
    }

    /** After everything that Spring Boot, extensions and their controllers map. */
    @Bean
    SimpleUrlHandlerMapping unknownPaths(
            FrontDoor door, tools.jackson.databind.json.JsonMapper json) {
        return new SimpleUrlHandlerMapping(
                Map.of("/**", new UnknownPath(door, json)), Ordered.LOWEST_PRECEDENCE);
    }
}
