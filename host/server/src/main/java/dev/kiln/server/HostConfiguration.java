package dev.kiln.server;

import dev.kiln.frontdoor.FrontDoor;
import dev.kiln.server.catalog.HandlerCatalog;
import dev.kiln.server.health.DoorHealth;
import dev.kiln.server.health.FunctionsHealth;
import dev.kiln.server.management.ManagementConfiguration;
import dev.kiln.server.metrics.HostMeters;
import dev.kiln.server.tracing.TracingConfiguration;
import dev.kiln.server.web.AdoptingServerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.cloud.function.context.FunctionRegistry;
import org.springframework.cloud.function.json.JsonMapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

/** The beans of the host besides the front door and the settings, which are there before them. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ManagementConfiguration.class, TracingConfiguration.class})
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

    @Bean
    DoorHealth liveHealthIndicator(FrontDoor door) {
        return new DoorHealth(door::isLive, Status.DOWN);
    }

    @Bean
    DoorHealth readyHealthIndicator(FrontDoor door) {
        return new DoorHealth(door::isReady, Status.OUT_OF_SERVICE);
    }

    @Bean
    HostMeters hostMeters(MeterRegistry registry) {
        return new HostMeters(registry);
    }

    /** After everything that Spring Boot, extensions and their controllers map. */
    @Bean
    SimpleUrlHandlerMapping unknownPaths(
            FrontDoor door, tools.jackson.databind.json.JsonMapper json) {
        return new SimpleUrlHandlerMapping(
                Map.of("/**", new UnknownPath(door, json)), Ordered.LOWEST_PRECEDENCE);
    }
}
