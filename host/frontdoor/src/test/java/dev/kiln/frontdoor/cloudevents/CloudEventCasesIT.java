package dev.kiln.frontdoor.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.frontdoor.Until;
import dev.kiln.frontdoor.hosting.TestFunctions;
import dev.kiln.frontdoor.http.Caller;
import dev.kiln.frontdoor.http.Caller.Reply;
import dev.kiln.runtime.report.EventReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each case of {@code cloudevents-cases.json} with a real handler and, where there is one, a real
 * sink, over both versions of HTTP. A new case is a new element there.
 */
class CloudEventCasesIT {

    private static final String SEEN = "com.example.events.";
    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.e30.c2ln";

    /** Cases that do not hold, by id, with the reason; one that holds after all fails here. */
    private static final Map<String, String> LEFT_OUT =
            Map.of("CE-C68", "callers are not asked for their identity yet");

    @TempDir static Path folder;

    @TestFactory
    Stream<DynamicTest> answers_as_specified() {
        var tests = new ArrayList<DynamicTest>();
        for (var it : EventCase.all()) {
            for (var caller : Caller.values()) {
                tests.add(DynamicTest.dynamicTest(it + ", " + caller, () -> run(it, caller)));
            }
        }
        return tests.stream();
    }

    /** So that none can be lost unseen. */
    @Test
    void all_cases_are_run() {
        assertThat(EventCase.all().stream().map(EventCase::id).distinct()).hasSize(70);
    }

    private static void run(EventCase it, Caller caller) throws Exception {
        if (LEFT_OUT.containsKey(it.id())) {
            assertThatThrownBy(() -> check(it, caller)).as("no longer left out").isNotNull();
        } else {
            check(it, caller);
        }
    }

    private static void check(EventCase it, Caller caller) throws Exception {
        var inputs = new CopyOnWriteArrayList<Object>();
        var gate = new CountDownLatch(1);
        var properties = System.getProperties();
        properties.put(SEEN + "inputs", inputs);
        properties.put(SEEN + "gate", gate);
        if (it.returned() != null) {
            properties.put(SEEN + "returns", it.returned());
        }
        var before = TestFunctions.reports().size();
        var token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        try (var sink = RecordingSink.answering(it.sinkStatus());
                var door =
                        EventDoor.open(
                                it.handler(), it.variables(sink.url()), it.arguments(token))) {
            var replies = send(it.requests(), door.port(), caller, gate);
            var custom = (Map<?, ?>) properties.getOrDefault(SEEN + "custom", Map.of());
            new EventExpectation(
                            it, replies, inputs, custom, sink.deliveries(), reports(before), TOKEN)
                    .check();
        } finally {
            gate.countDown();
            properties.keySet().removeIf(name -> name.toString().startsWith(SEEN));
        }
    }

    private static List<EventReport> reports(int before) {
        return TestFunctions.reports().stream()
                .skip(before)
                .filter(EventReport.class::isInstance)
                .map(EventReport.class::cast)
                .toList();
    }

    /** All at once; the gate opens when all but one are answered. */
    private static List<Reply> send(
            List<JsonNode> requests, int port, Caller caller, CountDownLatch gate) {
        var running = new ArrayList<CompletableFuture<Reply>>();
        for (var request : requests) {
            running.add(
                    CompletableFuture.supplyAsync(
                            () -> send(request, port, caller),
                            task -> Thread.ofVirtual().start(task)));
        }
        Until.holds(() ->
                running.stream().filter(CompletableFuture::isDone).count() >= running.size() - 1);
        gate.countDown();
        return running.stream().map(CompletableFuture::join).toList();
    }

    private static Reply send(JsonNode request, int port, Caller caller) {
        return caller.send(
                port,
                request.get("method").asText(),
                request.get("path").asText(),
                EventCase.headers(request),
                EventCase.body(request));
    }
}
