package dev.kiln.server.metrics;

import dev.kiln.runtime.report.EventReport;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Meters under the names of TriggerMesh's Knative Lambda Runtime, for dashboards that know it. They
 * have a series for each type and source of events: senders choose these, so there is a limit.
 */
final class KlrMeters {

    /** Of types and sources; more of them are counted as others. */
    private static final int MOST_SERIES = 100;

    private static final String OTHER = "other";

    /** Milliseconds, as there. */
    private static final double[] LATENCIES = {
        10, 20, 30, 40, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000
    };

    private final MeterRegistry registry;
    private final Map<Sender, Meters> senders = new ConcurrentHashMap<>();

    private record Sender(String type, String source) {}

    private record Meters(LongAdder successes, LongAdder errors, DistributionSummary latencies) {}

    KlrMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void ended(EventReport report) {
        var isSuccess = report.result().isSuccess();
        if (!isSuccess && !report.result().isFailure()) {
            return;
        }
        var meters = of(new Sender(named(report.type()), named(report.source())));
        (isSuccess ? meters.successes() : meters.errors()).increment();
        meters.latencies().record((double) report.took().toMillis());
    }

    private static String named(String text) {
        return text.isEmpty() ? "unknown" : text;
    }

    private Meters of(Sender sender) {
        var known = senders.get(sender);
        if (known != null) {
            return known;
        }
        return senders.computeIfAbsent(
                senders.size() < MOST_SERIES ? sender : new Sender(OTHER, OTHER), this::register);
    }

    private Meters register(Sender sender) {
        var tags = Tags.of("event_type", sender.type(), "event_source", sender.source());
        var successes = new LongAdder();
        var errors = new LongAdder();
        // Counters would get another name in Prometheus: it wants _total at the end.
        Gauge.builder("event_processing_success_count", successes, LongAdder::sum)
                .description("Events that the function processed (as in KLR)")
                .tags(tags)
                .strongReference(true)
                .register(registry);
        // Whether somebody else than Knative cares for the failed event: nobody does.
        Gauge.builder("event_processing_error_count", errors, LongAdder::sum)
                .description("Events that the function failed to process (as in KLR)")
                .tags(tags.and("user_managed", "false"))
                .strongReference(true)
                .register(registry);
        return new Meters(
                successes,
                errors,
                DistributionSummary.builder("event_processing_latencies")
                        .description("Milliseconds that events took (as in KLR)")
                        .tags(tags)
                        .serviceLevelObjectives(LATENCIES)
                        .register(registry));
    }
}
