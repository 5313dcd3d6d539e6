package dev.kiln.server.management;

import dev.kiln.frontdoor.config.DoorSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/** Spring Boot's management context, with a server of ours. */
@Configuration(proxyBeanMethods = false)
public class ManagementConfiguration {

    /** Tells Spring Boot where it is to be, before any bean is made. */
    public static void publish(DoorSettings settings, ConfigurableEnvironment environment) {
        var properties =
                new LinkedHashMap<String, Object>(
                        Map.of(
                                "management.server.port", settings.managementPort().orElse(-1),
                                // Whether that is another port is asked of this one.
                                "server.port", settings.port()));
        settings.address().ifPresent(it -> properties.put("management.server.address", it));
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("kiln management", properties));
    }

    /** The port that it really has; empty if it has none. */
    public static OptionalInt port(Environment environment) {
        var port = environment.getProperty("local.management.port", Integer.class);
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    /** Its server is the one below, and not another one of the main context's kind. */
    @Bean
    static ManagementContextFactory managementContextFactory() {
        return new ManagementContextFactory(
                WebApplicationType.REACTIVE,
                ManagementServerFactory.class,
                ServerConfiguration.class);
    }
}
