package dev.kiln.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

class LoggingPropertiesTest {

    private static final String PATTERN = "CONSOLE_LOG_PATTERN";
    private static final String LEVEL = "LOG_LEVEL_PATTERN";

    @BeforeEach
    @AfterEach
    void forget() {
        System.clearProperty(PATTERN);
        System.clearProperty(LEVEL);
    }

    @Test
    void what_spring_boot_sets_for_the_host_is_gone_when_functions_start() {
        var properties = new LoggingProperties();
        var application =
                new SpringApplicationBuilder(LoggingPropertiesTest.class)
                        .web(WebApplicationType.NONE)
                        .properties("logging.pattern.console=%msg%n");

        try (var _ = application.run()) {
            assertThat(System.getProperty(PATTERN)).isNotNull();

            properties.clear();

            assertThat(System.getProperty(PATTERN)).isNull();
        }
    }

    @Test
    void what_a_user_sets_stays() {
        System.setProperty(LEVEL, "%5p");
        var properties = new LoggingProperties();

        properties.clear();

        assertThat(System.getProperty(LEVEL)).isEqualTo("%5p");
    }
}
