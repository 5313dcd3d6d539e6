package dev.kiln.frontdoor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.frontdoor.cloudevents.RecordingSink;
import dev.kiln.frontdoor.cloudevents.RecordingSink.Answer;
import dev.kiln.frontdoor.http.Caller;
import dev.kiln.frontdoor.http.Caller.Reply;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that is sent events: how it starts, what it loads, how it ends. */
class EventProcessIT {

    /** What only events need. */
    private static final Pattern CLASSES_OF_EVENTS =
            Pattern.compile(
                    " (dev\\.kiln\\.(adapters|frontdoor)\\.(cloudevents|sink)\\.\\S+"
                            + "|dev\\.kiln\\.frontdoor\\.config\\.EventRules"
                            + "|com\\.github\\.benmanes\\.\\S+) ");

    @Test
    void a_plain_request_needs_no_class_of_events() throws Exception {
        var variables = new HashMap<>(HostInProcess.handler("com.example.cases.Bytes"));
        variables.put("KILN_PAYLOAD_KIND", "raw");
        variables.put("TEST_SLOW", "yes");
        variables.put("JAVA_TOOL_OPTIONS", "-Xlog:class+load:stdout");
        try (var host = HostInProcess.start(variables).opened()) {
            var plain = Caller.HTTP_1_1.post(host.port(), "/", "x");
            host.says(" dev.kiln.frontdoor.eventsource.EventSourceEndpoint ");
            var untilThen = host.output();

            assertThat(plain.text()).isEqualTo("x");
            assertThat(untilThen).doesNotContain("application started");
            assertThat(CLASSES_OF_EVENTS.matcher(untilThen).results())
                    .extracting(MatchResult::group)
                    .isEmpty();
            assertThat(send(host).status()).isEqualTo(200);
            host.says(" dev.kiln.frontdoor.cloudevents.CloudEventEndpoint ");
            assertThat(CLASSES_OF_EVENTS.matcher(host.output()).find()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "K_CE_OVERRIDES | {\"extensions\": | K_CE_OVERRIDES is '{\"extensions\":', but it has",
                "K_SINK | broker | K_SINK is 'broker', but it is a URL such as",
                "CE_FUNCTION_RESPONSE_MODE | evnt | CE_FUNCTION_RESPONSE_MODE is 'evnt', but",
                "KILN_EVENT_MAPPING | sqss | KILN_EVENT_MAPPING: Event mapping 'sqss' is not known",
            })
    void what_is_wrong_ends_the_start(String name, String value, String message) throws Exception {
        var variables = new HashMap<>(HostInProcess.handler("com.example.cases.Cases::echo"));
        variables.put(name, value);
        try (var host = HostInProcess.start(variables)) {
            host.says(message);

            assertThat(host.ended()).isEqualTo(1);
        }
    }

    @Test
    void the_end_waits_until_the_sink_has_the_result() throws Exception {
        var taken = new CountDownLatch(1);
        try (var sink = RecordingSink.answering(_ -> await(taken))) {
            var variables = new HashMap<>(HostInProcess.handler("com.example.cases.Cases::text"));
            variables.put("K_SINK", sink.url());
            try (var host = HostInProcess.start(variables).opened()) {
                var reply =
                        CompletableFuture.supplyAsync(
                                () -> send(host), task -> Thread.ofVirtual().start(task));
                Until.holds(() -> sink.deliveries().size() == 1);

                host.signal("TERM");
                Until.holds(() -> !host.accepts());
                assertThat(reply).isNotDone();
                taken.countDown();

                assertThat(reply.join().status()).isEqualTo(202);
                assertThat(host.ended()).isZero();
            }
        }
    }

    private static Answer await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Answer.of(202);
    }

    private static Reply send(HostInProcess host) {
        return Caller.HTTP_1_1.send(
                host.port(),
                "POST",
                "/",
                Map.of(
                        "ce-specversion", "1.0",
                        "ce-id", "1",
                        "ce-source", "/test",
                        "ce-type", "a.type",
                        "content-type", "application/json"),
                "\"x\"".getBytes(UTF_8));
    }
}
