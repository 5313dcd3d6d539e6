package dev.kiln.frontdoor.tracing;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.IdSource;
import dev.kiln.adapters.http.CallerTrace;
import dev.kiln.adapters.http.TraceHeader;
import dev.kiln.frontdoor.request.RequestHead;
import dev.kiln.runtime.report.Reports;
import java.time.Clock;
import java.util.List;

/**
 * Gives each request its place in a trace. Spans are made of reports afterwards, by whoever reads
 * them; here only their ids are chosen, which functions have to know.
 */
public final class Tracing {

    private final Sampling sampling;
    private final Reports reports;

    /**
     * @param reports gets one for each request that is recorded, when it is over
     */
    public Tracing(Sampling sampling, Reports reports) {
        this.sampling = sampling;
        this.reports = reports;
    }

    /** A request whose head has arrived. */
    public RequestTrace begin(
            RequestHead request, List<HeaderField> headers, IdSource ids, Clock clock) {
        var startedAt = clock.instant();
        var caller = CallerTrace.of(headers);
        var traceId = caller.traceId().orElseGet(() -> newTrace(ids.traceRoot(startedAt)));
        var parent = caller.parentId();
        var sampled = sampling.samples(traceId, parent.isPresent(), caller.sampled());
        var invocation = ids.segmentId();
        return new RequestTrace(
                request,
                new RequestTrace.Position(traceId, parent, ids.segmentId(), invocation, sampled),
                TraceHeader.of(headers, traceId, invocation, sampled),
                startedAt,
                reports);
    }

    /**
     * A request without a trace of its own whose body names one.
     *
     * @param headers with that trace
     */
    public void follow(RequestTrace request, List<HeaderField> headers) {
        var caller = CallerTrace.of(headers);
        if (caller.traceId().isEmpty() || caller.parentId().isEmpty()) {
            return;
        }
        var traceId = caller.traceId().get();
        var before = request.position();
        var sampled = sampling.samples(traceId, true, caller.sampled());
        request.follow(
                new RequestTrace.Position(
                        traceId, caller.parentId(), before.span(), before.invocation(), sampled),
                TraceHeader.of(headers, traceId, before.invocation(), sampled));
    }

    /** X-Ray's form of an id begins with the time; all others take it for random. */
    private static String newTrace(String root) {
        return root.substring(2, 10) + root.substring(11);
    }
}
