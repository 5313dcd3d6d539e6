package dev.kiln.training;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The application's settings, bound by constructor. */
@ConfigurationProperties("greeting")
record GreetingProperties(
        String salutation, @DefaultValue("3") int largest, @DefaultValue("1s") Duration patience) {}
