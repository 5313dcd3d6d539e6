package dev.kiln.frontdoor.cloudevents;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.IdSource;
import dev.kiln.adapters.cloudevents.CloudEvent;
import dev.kiln.adapters.cloudevents.mapping.MappedEvent;
import dev.kiln.adapters.http.CallerTrace;
import dev.kiln.adapters.http.Lines;
import dev.kiln.adapters.http.TraceHeader;
import dev.kiln.frontdoor.hosting.HostedFunction;
import dev.kiln.frontdoor.tracing.RequestTrace;
import dev.kiln.runtime.Invocation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Makes the invocations for the events of one request. */
final class Invocations {

    /** OpenTelemetry's word for what events trigger. */
    private static final String TRIGGER = "pubsub";

    /** W3C's. */
    private static final List<String> TRACE = List.of("traceparent", "tracestate");

    private final HostedFunction function;
    private final List<HeaderField> headers;
    private final Optional<RequestTrace> trace;
    private final IdSource ids;
    private final Clock clock;

    /**
     * @param headers of the request
     * @param trace of the request, if it is traced
     */
    Invocations(
            HostedFunction function,
            List<HeaderField> headers,
            Optional<RequestTrace> trace,
            IdSource ids,
            Clock clock) {
        this.function = function;
        this.headers = headers;
        this.trace = trace;
        this.ids = ids;
        this.clock = clock;
    }

    /** A hop's own trace goes before the one that an event has carried from its origin. */
    static List<HeaderField> withTraceOf(CloudEvent event, List<HeaderField> headers) {
        var carried = event.attribute("traceparent");
        if (carried.isEmpty() || CallerTrace.of(headers).traceId().isPresent()) {
            return headers;
        }
        var all = new ArrayList<>(headers);
        all.add(new HeaderField("traceparent", carried.get()));
        return all;
    }

    /** The event as part of the trace of the request that brought it, if it names none itself. */
    CloudEvent traced(CloudEvent event) {
        if (event.attribute("traceparent").isPresent()
                || CallerTrace.of(headers).traceId().isEmpty()) {
            return event;
        }
        var attributes = new LinkedHashMap<>(event.attributes());
        for (var name : TRACE) {
            Lines.first(headers, name).ifPresent(value -> attributes.putIfAbsent(name, value));
        }
        return new CloudEvent(attributes, event.data());
    }

    /**
     * @param only whether it is the request's only one
     */
    Invocation of(MappedEvent mapped, boolean only) {
        var invocation =
                new Invocation(
                        ids.uuid(),
                        mapped.event(),
                        Optional.empty(),
                        function.settings().arn(),
                        Optional.of(mapped.clientContext()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        var traced = withTraceOf(mapped.sources().getFirst(), headers);
        if (trace.isEmpty()) {
            return invocation.withTraceHeader(TraceHeader.of(traced, ids, clock.instant()));
        }
        var place = trace.get().invocation(TRIGGER);
        if (only) {
            return invocation.withTraceHeader(trace.get().header()).withTrace(Optional.of(place));
        }
        var own = place.beside(ids.segmentId());
        return invocation
                .withTraceHeader(
                        TraceHeader.of(headers, own.traceId(), own.spanId(), own.sampled()))
                .withTrace(Optional.of(own));
    }
}
