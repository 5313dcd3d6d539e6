package dev.kiln.server.management;

import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of the management context alone; in the main one they would compete with the door. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

    @Bean
    ManagementServerFactory managementServerFactory(
            ManagementServerProperties server, WebEndpointProperties endpoints) {
        return new ManagementServerFactory(server, endpoints);
    }
}
