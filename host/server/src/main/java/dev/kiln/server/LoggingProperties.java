package dev.kiln.server;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.logging.LoggingSystemProperty;

/**
 * System properties by which Spring Boot hands its logging what is configured. A function on Spring
 * Boot in the same process would take the host's for its own, and log in the host's form.
 */
final class LoggingProperties {

    private final List<String> hosts;

    /** To be made before Spring starts: what is set already is somebody else's. */
    LoggingProperties() {
        hosts =
                Stream.of(LoggingSystemProperty.values())
                        .map(LoggingSystemProperty::getEnvironmentVariableName)
                        .filter(name -> System.getProperty(name) == null)
                        .toList();
    }

    /** Nobody reads the host's any more once its environment is prepared. */
    void clear() {
        hosts.forEach(System::clearProperty);
    }
}
