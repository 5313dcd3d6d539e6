package dev.kiln.frontdoor.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.cloudevents.Sdk;
import dev.kiln.frontdoor.Doors;
import dev.kiln.frontdoor.hosting.TestFunctions;
import dev.kiln.frontdoor.http.Caller;
import dev.kiln.runtime.report.EventReport;
import dev.kiln.runtime.report.EventReport.Result;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are events, and where; how a function that takes none, or cannot, is met. */
class EventRequestsTest {

    private static final String STRUCTURED = "application/cloudevents+json";

    @ParameterizedTest
    @ValueSource(strings = {"/", "/any/path", "/orders?a=b", "//"})
    void events_come_on_every_path_of_the_only_function(String path) {
        try (var events = new TestEvents()) {
            var reply = events.request("POST", path, TestEvents.headers("1"), "{\"a\":1}");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("ce-type")).isPresent();
            assertThat(events.got()).containsExactly("{\"a\":1}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "http-v2", "rest-v1", "alb", "function-url"})
    void an_event_is_one_whatever_the_payload_kind_is(String kind) {
        try (var events = new TestEvents("payload-kind", kind)) {
            events.send("1");

            assertThat(events.got()).containsExactly("\"1\"");
        }
    }

    @Test
    void a_reply_belongs_to_the_trace_of_the_request_where_the_event_names_none() {
        var ofTheRequest = "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01";
        var ofTheEvent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        try (var events = new TestEvents()) {
            var headers = new HashMap<>(TestEvents.headers("1"));
            headers.put("traceparent", ofTheRequest);
            headers.put("tracestate", "a=b");
            var plain = events.request("POST", "/", headers, "{}");
            headers.put("ce-traceparent", ofTheEvent);
            var traced = events.request("POST", "/", headers, "{}");

            assertThat(plain.header("ce-traceparent")).contains(ofTheRequest);
            assertThat(plain.header("ce-tracestate")).contains("a=b");
            assertThat(traced.header("ce-traceparent")).contains(ofTheEvent);
            assertThat(traced.header("ce-tracestate")).isEmpty();
        }
    }

    @Test
    void of_several_functions_each_has_those_below_its_name() {
        var one = TestFunctions.function(TestFunctions.echo(), "name", "one");
        var two =
                TestFunctions.function(
                        TestFunctions.echo(),
                        "name",
                        "two",
                        "cloudevents",
                        "off",
                        "payload-kind",
                        "raw");
        try (var door = Doors.open(Doors.onAnyPort(), one, two)) {
            var body = "{\"a\":1}".getBytes(UTF_8);

            var event =
                    Caller.HTTP_1_1.send(
                            door.port(), "POST", "/one/deep", TestEvents.headers("1"), body);
            var plain =
                    Caller.HTTP_1_1.send(
                            door.port(), "POST", "/two", TestEvents.headers("1"), body);
            var nobodys =
                    Caller.HTTP_1_1.send(
                            door.port(),
                            "OPTIONS",
                            "/one",
                            Map.of("WebHook-Request-Origin", "a.example"),
                            new byte[0]);

            assertThat(event.header("ce-id")).isPresent();
            assertThat(plain.status()).isEqualTo(200);
            assertThat(plain.header("ce-id")).isEmpty();
            assertThat(plain.text()).isEqualTo("{\"a\":1}");
            assertThat(nobodys.header("webhook-allowed-origin")).contains("*");
        }
    }

    @Test
    void headers_that_only_look_like_it_make_no_event() {
        try (var events = new TestEvents("payload-kind", "raw")) {
            var reply =
                    events.request(
                            "POST",
                            "/",
                            Map.of("ce-id", "1", "ce-type", "a", "content-type", "text/json"),
                            "{}");

            assertThat(reply.header("ce-id")).isEmpty();
            assertThat(events.invocations().getFirst().clientContext()).isEmpty();
            assertThat(events.reports()).isEmpty();
        }
    }

    @Test
    void a_get_with_some_of_the_attributes_is_a_malformed_event() {
        try (var events = new TestEvents("payload-kind", "raw")) {
            var reply = events.request("GET", "/", Map.of("ce-specversion", "1.0"), "");

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.text()).contains("id", "source", "type");
            assertThat(events.got()).isEmpty();
        }
    }

    @Test
    void an_options_request_without_an_origin_is_the_functions() {
        try (var events = new TestEvents("payload-kind", "raw")) {
            events.request("OPTIONS", "/", Map.of(), "");

            assertThat(events.invocations()).hasSize(1);
        }
    }

    @Test
    void data_has_a_limit_however_it_comes() {
        try (var events = new TestEvents("max-event-size", "1000", "reply-type", "a.b")) {
            var within = "\"" + "x".repeat(998) + "\"";
            var beyond = "\"" + "x".repeat(999) + "\"";

            assertThat(events.request("POST", "/", TestEvents.headers("1"), within).status())
                    .isEqualTo(200);
            assertThat(events.request("POST", "/", TestEvents.headers("2"), beyond).status())
                    .isEqualTo(413);
            assertThat(structured(events, "\"data\":" + within).status()).isEqualTo(200);
            assertThat(structured(events, "\"data\":" + beyond).status()).isEqualTo(413);
            assertThat(structured(events, base64(1000)).status()).isEqualTo(200);
            assertThat(structured(events, base64(1001)).status()).isEqualTo(413);
            assertThat(structured(events, base64(2_000_000)).status()).isEqualTo(413);
            assertThat(events.results())
                    .containsExactly(
                            Result.REPLIED,
                            Result.TOO_LARGE,
                            Result.REPLIED,
                            Result.TOO_LARGE,
                            Result.REPLIED,
                            Result.TOO_LARGE,
                            Result.TOO_LARGE);
        }
    }

    private static String base64(int bytes) {
        var data = Base64.getEncoder().encodeToString("1".repeat(bytes).getBytes(UTF_8));
        return "\"datacontenttype\":\"application/json\",\"data_base64\":\"" + data + "\"";
    }

    private static Caller.Reply structured(TestEvents events, String data) {
        return events.request(
                "POST",
                "/",
                Map.of("content-type", STRUCTURED),
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\","
                        + data
                        + "}");
    }

    @Test
    void a_result_that_nobody_wants_is_dropped_and_counted() {
        try (var events = new TestEvents()) {
            var reply = events.send("1", "prefer", "reply");

            assertThat(reply.status()).isEqualTo(202);
            assertThat(reply.body()).isEmpty();
            assertThat(events.results()).containsExactly(Result.REPLY_DROPPED);
            var report = (EventReport) events.reports().getFirst();
            assertThat(report.mapping()).isEqualTo("raw");
            assertThat(report.type()).isEqualTo("a.type");
            assertThat(report.source()).isEqualTo("/test");
        }
    }

    @Test
    void a_loop_is_refused_unless_it_is_meant() {
        var loop = new String[] {"reply-type", "a.type", "reply-source", "/test"};
        var meant = Stream.concat(Stream.of(loop), Stream.of("reply-loops", "allow"));
        try (var refusing = new TestEvents(loop);
                var allowing = new TestEvents(meant.toArray(String[]::new))) {
            var refused = refusing.send("1", "prefer", "reply");
            var allowed = allowing.send("1", "prefer", "reply");

            assertThat(refused.status()).isEqualTo(202);
            assertThat(refused.body()).isEmpty();
            assertThat(refusing.results()).containsExactly(Result.REPLY_LOOP);
            assertThat(allowed.status()).isEqualTo(200);
            assertThat(allowing.results()).containsExactly(Result.REPLIED);
        }
    }

    @Test
    void a_result_that_should_be_an_event_and_is_none_is_a_failure() {
        try (var events = new TestEvents("reply-mode", "event")) {
            events.gives(_ -> TestEvents.result("[1]"));

            var reply = events.send("1", "prefer", "reply");

            assertThat(reply.status()).isEqualTo(500);
            assertThat(events.results()).containsExactly(Result.FAILED);
        }
    }

    @Test
    void the_functions_trace_is_the_callers_else_the_events() {
        var id = "4bf92f3577b34da6a3ce929d0e0e4736";
        var traceparent = "00-" + id + "-00f067aa0ba902b7-01";
        try (var events = new TestEvents()) {
            events.send("1", "ce-traceparent", traceparent);
            events.send(
                    "2",
                    "ce-traceparent",
                    traceparent,
                    "traceparent",
                    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            events.send("3");

            assertThat(events.invocations())
                    .extracting(it -> it.traceHeader().orElseThrow())
                    .satisfiesExactly(
                            it ->
                                    assertThat(it)
                                            .startsWith(
                                                    "Root=1-4bf92f35-77b34da6a3ce929d0e0e4736;"),
                            it ->
                                    assertThat(it)
                                            .startsWith(
                                                    "Root=1-0af76519-16cd43dd8448eb211c80319c;"),
                            it -> assertThat(it).doesNotContain("77b34da6"));
        }
    }

    @Test
    void a_structured_reply_answers_a_structured_request() {
        try (var events = new TestEvents("reply-type", "a.b", "reply-source", "/mine")) {
            var reply = structured(events, "\"data\":{\"a\":1.50}");

            assertThat(reply.header("content-type").orElse("")).startsWith(STRUCTURED);
            assertThat(reply.text()).contains("{\"a\":1.50}");
            var headers = List.of(new HeaderField("content-type", STRUCTURED));
            assertThat(Sdk.read(headers, reply.body()).getType()).isEqualTo("a.b");
        }
    }

    @Test
    void klr_takes_what_has_any_attribute() {
        try (var events = new TestEvents("klr", "true", "payload-kind", "raw")) {
            var headers = new LinkedHashMap<String, String>();
            headers.put("ce-source", "test");
            headers.put("content-type", "application/json");

            var event = events.request("POST", "/", headers, "{\"foo\":\"bar\"}");
            var plain = events.request("POST", "/", Map.of(), "{\"foo\":\"bar\"}");

            assertThat(event.header("content-type").orElse("")).startsWith(STRUCTURED);
            assertThat(events.invocations().getFirst().clientContext())
                    .hasValueSatisfying(it -> assertThat(it).contains("\"source\":\"test\""));
            assertThat(plain.text()).isEqualTo("{\"foo\":\"bar\"}");
        }
    }
}
