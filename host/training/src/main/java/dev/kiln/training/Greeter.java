package dev.kiln.training;

import java.time.Clock;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** A component with its dependencies in the constructor, and a listener. */
@Component
class Greeter {

    private static final Logger LOG = LoggerFactory.getLogger(Greeter.class);

    private final GreetingProperties properties;
    private final UnaryOperator<String> salutation;
    private final Clock clock;
    private volatile @Nullable Instant ready;

    Greeter(GreetingProperties properties, UnaryOperator<String> salutation, Clock clock) {
        this.properties = properties;
        this.salutation = salutation;
        this.clock = clock;
    }

    /** A greeting, as JSON. */
    record Greeting(String text, int count, Instant at, @Nullable Instant since) {}

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        ready = clock.instant();
        LOG.info("Greets up to {} within {}", properties.largest(), properties.patience());
    }

    Greeting greet(String name, int count) {
        return new Greeting(
                salutation.apply(name),
                Math.min(count, properties.largest()),
                clock.instant(),
                ready);
    }
}
