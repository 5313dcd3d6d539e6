package dev.kiln.frontdoor.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kiln.frontdoor.Doors;
import dev.kiln.frontdoor.FrontDoor;
import dev.kiln.frontdoor.hosting.HostedFunction;
import dev.kiln.frontdoor.hosting.TestFunctions;
import dev.kiln.frontdoor.http.Caller;
import dev.kiln.frontdoor.http.Caller.Reply;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.Outcome.Stage;
import dev.kiln.runtime.report.EventReport;
import dev.kiln.runtime.report.EventReport.Result;
import dev.kiln.runtime.report.Report;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A function that is whatever a test says, and a sender of events in front of its door. */
final class TestEvents implements AutoCloseable {

    private final List<Invocation> invocations = new CopyOnWriteArrayList<>();
    private final List<Report> reports = new CopyOnWriteArrayList<>();
    private final FrontDoor door;
    private volatile Function<Invocation, CompletableFuture<Outcome>> handler;

    /** A function that gives back its event, with these settings. */
    TestEvents(String... settings) {
        handler = it -> CompletableFuture.completedFuture(new Outcome.Succeeded(it.event()));
        var function = function(settings);
        door = Doors.open(Doors.onAnyPort(), function);
    }

    private HostedFunction function(String... settings) {
        var function =
                TestFunctions.function(
                        invocation -> {
                            invocations.add(invocation);
                            return handler.apply(invocation);
                        },
                        settings);
        function.reports().listen(reports::add);
        return function;
    }

    /** What it does from now on. */
    TestEvents runs(Function<Invocation, CompletableFuture<Outcome>> how) {
        handler = how;
        return this;
    }

    TestEvents gives(Function<String, Outcome> how) {
        return runs(it -> CompletableFuture.completedFuture(how.apply(text(it))));
    }

    static Outcome result(String json) {
        return new Outcome.Succeeded(json.getBytes(UTF_8));
    }

    static Outcome error() {
        return new Outcome.FunctionError(
                "{\"errorMessage\":\"boom\",\"errorType\":\"a.B\"}".getBytes(UTF_8),
                "Runtime.UserException",
                Optional.empty(),
                Stage.HANDLER);
    }

    static Outcome throttled() {
        return new Outcome.Throttled(Duration.ZERO);
    }

    static String text(Invocation invocation) {
        return new String(invocation.event(), UTF_8);
    }

    /** The events that the function got. */
    List<String> got() {
        return invocations.stream().map(TestEvents::text).toList();
    }

    List<Invocation> invocations() {
        return invocations;
    }

    /** What became of events. */
    List<Result> results() {
        return reports.stream()
                .filter(EventReport.class::isInstance)
                .map(it -> ((EventReport) it).result())
                .toList();
    }

    List<Report> reports() {
        return reports;
    }

    /** An event whose data is its id. */
    Reply send(String id, String... furtherHeaders) {
        var headers = headers(id);
        for (var i = 0; i < furtherHeaders.length; i += 2) {
            headers.put(furtherHeaders[i], furtherHeaders[i + 1]);
        }
        return request("POST", "/", headers, "\"" + id + "\"");
    }

    static Map<String, String> headers(String id) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("ce-specversion", "1.0");
        headers.put("ce-id", id);
        headers.put("ce-source", "/test");
        headers.put("ce-type", "a.type");
        headers.put("content-type", "application/json");
        return headers;
    }

    /** Several in one request. */
    Reply sendBatch(String... ids) {
        return request(
                "POST",
                "/",
                Map.of("content-type", "application/cloudevents-batch+json"),
                batch(ids));
    }

    static String batch(String... ids) {
        var events = new StringBuilder("[");
        for (var id : ids) {
            events.append(events.length() > 1 ? "," : "")
                    .append(
                            "{\"specversion\":\"1.0\",\"id\":\"%1$s\",\"source\":\"/test\",\"type\":\"a.type\",\"data\":\"%1$s\"}"
                                    .formatted(id));
        }
        return events.append("]").toString();
    }

    Reply request(String method, String target, Map<String, String> headers, String body) {
        return Caller.HTTP_1_1.send(port(), method, target, headers, body.getBytes(UTF_8));
    }

    int port() {
        return door.port();
    }

    FrontDoor door() {
        return door;
    }

    @Override
    public void close() {
        door.close();
    }
}
