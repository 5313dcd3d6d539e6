package dev.kiln.frontdoor.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.frontdoor.Doors;
import dev.kiln.frontdoor.FrontDoor;
import dev.kiln.frontdoor.Until;
import dev.kiln.frontdoor.hosting.TestFunctions;
import dev.kiln.frontdoor.http.Caller;
import dev.kiln.frontdoor.tracing.Sampling;
import dev.kiln.frontdoor.tracing.Tracing;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.InvocationTrace;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.report.Report;
import dev.kiln.runtime.report.Reports;
import dev.kiln.runtime.report.RequestReport;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events in traces that are recorded: of the request's caller, of the event's origin, or new. */
class EventTracesTest {

    private static final String OF_THE_ORIGIN = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String OF_THE_CALLER = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "00f067aa0ba902b7";

    private final List<Invocation> invocations = new CopyOnWriteArrayList<>();
    private final List<Report> spans = new CopyOnWriteArrayList<>();
    private final FrontDoor door = open();

    private FrontDoor open() {
        var function =
                TestFunctions.function(invocation -> {
                    invocations.add(invocation);
                    return CompletableFuture.completedFuture(
                            new Outcome.Succeeded("null".getBytes(StandardCharsets.UTF_8)));
                });
        var reports = new Reports();
        reports.listen(spans::add);
        return Doors.openTraced(
                Doors.onAnyPort(), new Tracing(new Sampling(true, 0), reports), function);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void an_event_in_the_body_leads_on_the_trace_of_its_origin() {
        send(structured(traceparent(OF_THE_ORIGIN)), Map.of());

        var request = request();
        assertThat(request.traceId()).isEqualTo(OF_THE_ORIGIN);
        assertThat(request.parentId()).contains(SPAN);
        var trace = invocations.getFirst().trace().orElseThrow();
        assertThat(trace.traceId()).isEqualTo(OF_THE_ORIGIN);
        assertThat(trace.parentId()).isEqualTo(request.spanId());
        assertThat(trace.trigger()).isEqualTo("pubsub");
        assertThat(invocations.getFirst().traceHeader())
                .contains(
                        "Root=1-4bf92f35-77b34da6a3ce929d0e0e4736;Parent="
                                + trace.spanId()
                                + ";Sampled=1");
    }

    @Test
    void the_callers_trace_goes_before_it() {
        send(
                structured(traceparent(OF_THE_ORIGIN)),
                Map.of("traceparent", traceparent(OF_THE_CALLER)));

        assertThat(request().traceId()).isEqualTo(OF_THE_CALLER);
        assertThat(invocations.getFirst().trace().orElseThrow().traceId()).isEqualTo(OF_THE_CALLER);
    }

    @Test
    void an_origin_that_is_not_recorded_stays_so() {
        send(structured("00-" + OF_THE_ORIGIN + "-" + SPAN + "-00"), Map.of());

        assertThat(invocations.getFirst().trace().map(InvocationTrace::sampled)).contains(false);
        assertThat(spans).isEmpty();
    }

    @Test
    void each_event_of_a_batch_has_a_span_of_its_own() {
        Caller.HTTP_1_1.send(
                door.port(),
                "POST",
                "/",
                Map.of(
                        "content-type",
                        "application/cloudevents-batch+json",
                        "traceparent",
                        traceparent(OF_THE_CALLER)),
                TestEvents.batch("a", "b").getBytes(StandardCharsets.UTF_8));

        var traces = invocations.stream().map(it -> it.trace().orElseThrow()).toList();
        assertThat(traces).extracting(InvocationTrace::traceId).containsOnly(OF_THE_CALLER);
        assertThat(traces).extracting(InvocationTrace::parentId).containsOnly(request().spanId());
        assertThat(traces).extracting(InvocationTrace::spanId).doesNotHaveDuplicates();
        for (var i = 0; i < 2; i++) {
            assertThat(invocations.get(i).traceHeader().orElseThrow())
                    .contains("Parent=" + traces.get(i).spanId());
        }
    }

    private RequestReport request() {
        Until.holds(() -> !spans.isEmpty());
        return (RequestReport) spans.getFirst();
    }

    private void send(String body, Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.put("content-type", "application/cloudevents+json");
        var reply =
                Caller.HTTP_1_1.send(
                        door.port(), "POST", "/", all, body.getBytes(StandardCharsets.UTF_8));
        assertThat(reply.status()).isEqualTo(202);
    }

    private static String traceparent(String trace) {
        return "00-" + trace + "-" + SPAN + "-01";
    }

    private static String structured(String traceparent) {
        return "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\","
                + "\"traceparent\":\""
                + traceparent
                + "\",\"data\":1}";
    }
}
