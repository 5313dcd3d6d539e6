package dev.kiln.server.metrics;

import dev.kiln.runtime.report.EventReport;
import dev.kiln.runtime.report.SinkReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is counted of the events of one function. A series exists from its first event on: most
 * functions get none, and there are only as many as there are mappings and ends.
 */
final class EventMeters {

    /** From a sink in the same pod to one that is tried several times. */
    private static final Duration[] DELIVERIES = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60)
    };

    private final String function;
    private final MeterRegistry registry;
    private final Map<Series, Counter> events = new ConcurrentHashMap<>();
    private final Map<Boolean, Timer> deliveries = new ConcurrentHashMap<>();

    private record Series(String mapping, EventReport.Result outcome) {}

    EventMeters(String function, MeterRegistry registry) {
        this.function = function;
        this.registry = registry;
    }

    void ended(EventReport report) {
        events.computeIfAbsent(new Series(report.mapping(), report.result()), this::counter)
                .increment();
    }

    private Counter counter(Series series) {
        return Counter.builder("kiln.function.events")
                .description("CloudEvents that were sent to the function, by what became of them")
                .tag("function", function)
                .tag("mapping", series.mapping())
                .tag("outcome", series.outcome().name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    void sent(SinkReport report) {
        deliveries.computeIfAbsent(report.delivered(), this::timer).record(report.took());
    }

    private Timer timer(boolean delivered) {
        return Timer.builder("kiln.function.sink.deliveries")
                .description("Time that it took a sink to take a result, with all attempts")
                .tag("function", function)
                .tag("outcome", delivered ? "success" : "failure")
                .serviceLevelObjectives(DELIVERIES)
                .register(registry);
    }
}
