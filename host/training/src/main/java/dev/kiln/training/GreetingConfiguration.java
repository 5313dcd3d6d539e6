package dev.kiln.training;

import java.time.Clock;
import java.util.function.UnaryOperator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans made by methods, some of them on conditions. */
@Configuration
class GreetingConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnProperty("greeting.salutation")
    UnaryOperator<String> salutation(GreetingProperties properties) {
        return name -> properties.salutation() + ", " + name;
    }
}
