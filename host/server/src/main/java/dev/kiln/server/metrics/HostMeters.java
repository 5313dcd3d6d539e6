package dev.kiln.server.metrics;

import dev.kiln.frontdoor.hosting.HostedFunction;
import dev.kiln.runtime.report.EventReport;
import dev.kiln.runtime.report.InitReport;
import dev.kiln.runtime.report.InvocationReport;
import dev.kiln.runtime.report.Report;
import dev.kiln.runtime.report.Reports;
import dev.kiln.runtime.report.RequestReport;
import dev.kiln.runtime.report.SinkReport;
import dev.kiln.runtime.report.ThrottleReport;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The meters of all functions. There are as many series as there are functions, whatever callers
 * ask for and functions throw; those of events have a limit where senders choose tags.
 */
public final class HostMeters {

    private final MeterRegistry registry;
    private final Map<String, InvocationMeters> functions = new ConcurrentHashMap<>();
    private final Map<String, EventMeters> events = new ConcurrentHashMap<>();
    private final KlrMeters klr;

    public HostMeters(MeterRegistry registry) {
        this.registry = registry;
        klr = new KlrMeters(registry);
    }

    /**
     * Watches the functions from now on, and makes up for what has happened to them before.
     *
     * @param others hears of all that too
     */
    public void watch(Collection<HostedFunction> hosted, Reports reports, Consumer<Report> others) {
        for (var function : hosted) {
            functions.computeIfAbsent(function.name(), this::metersOf);
            EnvironmentMeters.bind(function, registry);
        }
        FunctionCounter.builder("kiln.reports.dropped", reports, Reports::dropped)
                .description(
                        "Invocations before the start was over that are in no other meter, because"
                                + " there were more than the host keeps until then")
                .register(registry);
        reports.listen(report -> {
            record(report);
            others.accept(report);
        });
    }

    /** On the way of every request. */
    private void record(Report report) {
        if (report instanceof RequestReport) {
            return;
        }
        var meters = functions.get(report.function());
        if (meters == null) {
            // A part of a composition, which nobody can ask for by itself.
            meters = functions.computeIfAbsent(report.function(), this::metersOf);
        }
        switch (report) {
            case InvocationReport invocation -> meters.ended(invocation);
            case ThrottleReport _ -> meters.throttled();
            case RequestReport _ -> {}
            case InitReport init -> meters.initialised(init);
            case EventReport event -> {
                eventsOf(event.function()).ended(event);
                klr.ended(event);
            }
            case SinkReport delivery -> eventsOf(delivery.function()).sent(delivery);
        }
    }

    private EventMeters eventsOf(String function) {
        return events.computeIfAbsent(function, it -> new EventMeters(it, registry));
    }

    private InvocationMeters metersOf(String function) {
        return new InvocationMeters(function, registry);
    }
}
