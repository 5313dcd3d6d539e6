package dev.kiln.server.metrics;

import dev.kiln.frontdoor.hosting.HostedFunction;
import dev.kiln.runtime.environment.Occupancy;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToIntFunction;

/** What a function's environments do at the moment of asking. */
final class EnvironmentMeters {

    private EnvironmentMeters() {}

    /** Does nothing for a function that runs without environments. */
    static void bind(HostedFunction function, MeterRegistry registry) {
        if (function.occupancy().isEmpty()) {
            return;
        }
        environments("initialising", Occupancy::initialising, function, registry);
        environments("idle", Occupancy::idle, function, registry);
        environments("busy", Occupancy::busy, function, registry);
        gauge("kiln.function.queue.length", Occupancy::waiting, function)
                .description("Invocations that wait for an environment (AWS: none)")
                .register(registry);
        gauge("kiln.function.invocations.active", Occupancy::inFlight, function)
                .description(
                        "Invocations that wait or run (AWS: ConcurrentExecutions, which are those"
                                + " that run)")
                .register(registry);
        Gauge.builder("kiln.function.threads.lost", function, HostedFunction::lostThreads)
                .description(
                        "Threads that live on after their environment, because they heed no"
                                + " interrupt (AWS: none, it ends their process)")
                .tag("function", function.name())
                .strongReference(true)
                .register(registry);
    }

    private static void environments(
            String state,
            ToIntFunction<Occupancy> count,
            HostedFunction function,
            MeterRegistry registry) {
        gauge("kiln.function.environments", count, function)
                .description(
                        "Execution environments by what they do (AWS: the busy ones are"
                                + " ConcurrentExecutions)")
                .tag("state", state)
                .register(registry);
    }

    private static Gauge.Builder<HostedFunction> gauge(
            String name, ToIntFunction<Occupancy> count, HostedFunction function) {
        return Gauge.builder(name, function, it -> it.occupancy().map(count::applyAsInt).orElse(0))
                .tag("function", function.name())
                .strongReference(true);
    }
}
