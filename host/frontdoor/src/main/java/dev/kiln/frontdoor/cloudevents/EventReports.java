package dev.kiln.frontdoor.cloudevents;

import dev.kiln.adapters.cloudevents.CloudEvent;
import dev.kiln.adapters.cloudevents.mapping.EventMapping;
import dev.kiln.frontdoor.hosting.HostedFunction;
import dev.kiln.runtime.report.EventReport;
import dev.kiln.runtime.report.EventReport.Result;
import java.time.Duration;
import java.util.List;

/** Tells what becomes of the events of one request. */
final class EventReports {

    private final HostedFunction function;
    private final long startedAt = System.nanoTime();
    private volatile String mapping = "none";

    EventReports(HostedFunction function) {
        this.function = function;
    }

    /** What they are to become for the handler. */
    void mappedAs(EventMapping chosen) {
        mapping = chosen.settingValue();
    }

    /** Of a request whose events are not known. */
    void add(Result result) {
        add("", "", result);
    }

    void add(CloudEvent event, Result result) {
        add(event.type(), event.source(), result);
    }

    void addAll(List<CloudEvent> events, Result result) {
        for (var event : events) {
            add(event, result);
        }
    }

    private void add(String type, String source, Result result) {
        var took = Duration.ofNanos(System.nanoTime() - startedAt);
        function.reports()
                .add(new EventReport(function.name(), mapping, type, source, result, took));
    }
}
