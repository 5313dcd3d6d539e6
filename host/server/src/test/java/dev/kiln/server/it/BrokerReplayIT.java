package dev.kiln.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Knative's broker filter, its Kafka dispatcher and {@code func invoke} send, byte for byte,
 * by the statements of knative/eventing, knative-extensions/eventing-kafka-broker and knative/func.
 * A filter takes an answer with a body that is no event for a failure.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokerReplayIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String DATA = "{\"msg\":\"Hello\"}";
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private KilnProcess replying;
    private KilnProcess silent;

    @BeforeAll
    void start() throws Exception {
        replying = EventHost.start(Map.of("KILN_REPLY_TYPE", "com.example.told"));
        silent = EventHost.start(Map.of());
    }

    @AfterAll
    void stop() {
        for (var kiln : new KilnProcess[] {replying, silent}) {
            if (kiln != null) {
                kiln.close();
            }
        }
    }

    @Test
    void the_broker_filter_in_binary_mode_gets_a_reply_that_is_an_event() throws Exception {
        var answer = exchange(replying, filter());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers())
                .containsEntry("ce-specversion", "1.0")
                .containsEntry("ce-type", "com.example.told")
                .containsEntry("ce-traceparent", TRACE)
                .containsKeys("ce-id", "ce-source")
                .doesNotContainKeys("ce-knativearrivaltime", "ce-knativebrokerttl");
        var told = JSON.readTree(answer.body());
        assertThat(told.get("data")).isEqualTo(JSON.readTree(DATA));
        assertThat(told.get("custom").get("id").asString()).isEqualTo("536808d3");
        assertThat(told.get("custom").get("knativearrivaltime").asString())
                .isEqualTo("2026-03-01T12:00:00.123456789Z");
    }

    @Test
    void without_a_reply_type_the_filter_gets_nothing_that_it_could_take_for_one()
            throws Exception {
        var answer = exchange(silent, filter());

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers()).doesNotContainKeys("content-type", "ce-id");
    }

    @Test
    void a_trigger_with_format_json_gets_a_structured_reply() throws Exception {
        var event =
                ("{\"specversion\":\"1.0\",\"id\":\"536808d3\",\"source\":\"/apis/v1/namespaces/default/"
                        + "pingsources/every-minute\",\"type\":\"dev.knative.sources.ping\","
                        + "\"datacontenttype\":\"application/json\",\"knativearrivaltime\":"
                        + "\"2026-03-01T12:00:00.123456789Z\",\"data\":"
                        + DATA
                        + "}");
        var answer =
                exchange(
                        replying,
                        "POST / HTTP/1.1\r\n"
                                + "Host: orders.default.svc.cluster.local\r\n"
                                + "User-Agent: Go-http-client/1.1\r\n"
                                + "Content-Length: "
                                + event.length()
                                + "\r\n"
                                + "Content-Type: application/cloudevents+json\r\n"
                                + "Kn-Namespace: default\r\n"
                                + "Prefer: reply\r\n"
                                + "Traceparent: "
                                + TRACE
                                + "\r\n"
                                + "Accept-Encoding: gzip\r\n\r\n"
                                + event);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().get("content-type")).startsWith("application/cloudevents+json");
        var reply = JSON.readTree(answer.body());
        assertThat(reply.get("type").asString()).isEqualTo("com.example.told");
        assertThat(reply.get("data").get("data")).isEqualTo(JSON.readTree(DATA));
    }

    @Test
    void the_kafka_dispatcher_gets_a_reply_that_is_an_event() throws Exception {
        var answer =
                exchange(
                        replying,
                        "POST / HTTP/1.1\r\n"
                                + "ce-specversion: 1.0\r\n"
                                + "ce-id: partition:2/offset:41\r\n"
                                + "ce-source: /apis/v1/namespaces/default/kafkasources/orders#orders\r\n"
                                + "ce-type: dev.knative.kafka.event\r\n"
                                + "ce-subject: partition:2#41\r\n"
                                + "ce-time: 2026-03-01T12:00:00Z\r\n"
                                + "ce-key: customer-7\r\n"
                                + "content-type: application/json\r\n"
                                + "prefer: reply\r\n"
                                + "kn-namespace: default\r\n"
                                + "traceparent: "
                                + TRACE
                                + "\r\n"
                                + "content-length: "
                                + DATA.length()
                                + "\r\n"
                                + "host: orders.default.svc.cluster.local\r\n\r\n"
                                + DATA);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("ce-type", "com.example.told");
        assertThat(custom(answer).get("subject").asString()).isEqualTo("partition:2#41");
        assertThat(custom(answer).get("key").asString()).isEqualTo("customer-7");
    }

    @Test
    void func_invoke_sees_the_result_without_asking_for_a_reply() throws Exception {
        var answer =
                exchange(
                        silent,
                        "POST / HTTP/1.1\r\n"
                                + "Host: localhost:8080\r\n"
                                + "User-Agent: Go-http-client/1.1\r\n"
                                + "Content-Length: 25\r\n"
                                + "Ce-Id: 2c8cd0f0-2b1d-4a0c-9d7e-2c6f0a5e7b11\r\n"
                                + "Ce-Source: /boson/fn\r\n"
                                + "Ce-Specversion: 1.0\r\n"
                                + "Ce-Type: boson.fn\r\n"
                                + "Content-Type: application/json\r\n"
                                + "Accept-Encoding: gzip\r\n\r\n"
                                + "{\"message\":\"Hello World\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsKey("ce-type");
        assertThat(JSON.readTree(answer.body()).get("data").get("message").asString())
                .isEqualTo("Hello World");
    }

    @Test
    void func_invoke_with_get_sends_an_event_without_data() throws Exception {
        var answer =
                exchange(
                        replying,
                        "GET / HTTP/1.1\r\n"
                                + "Host: localhost:8080\r\n"
                                + "User-Agent: Go-http-client/1.1\r\n"
                                + "Ce-Id: 2c8cd0f0-2b1d-4a0c-9d7e-2c6f0a5e7b11\r\n"
                                + "Ce-Source: /boson/fn\r\n"
                                + "Ce-Specversion: 1.0\r\n"
                                + "Ce-Type: boson.fn\r\n"
                                + "Content-Type: application/json\r\n"
                                + "Accept-Encoding: gzip\r\n\r\n");

        // The handler puts its input into a map that takes no null, and says so.
        assertThat(answer.status()).isEqualTo(500);
        assertThat(JSON.readTree(answer.body()).get("errorType").asString())
                .isEqualTo("java.lang.NullPointerException");
    }

    private static JsonNode custom(Answer answer) {
        return JSON.readTree(answer.body()).get("custom");
    }

    /** A delivery of the multi-tenant broker's filter. */
    private static String filter() {
        return "POST / HTTP/1.1\r\n"
                + "Host: orders.default.svc.cluster.local\r\n"
                + "User-Agent: Go-http-client/1.1\r\n"
                + "Content-Length: "
                + DATA.length()
                + "\r\n"
                + "Ce-Id: 536808d3\r\n"
                + "Ce-Knativearrivaltime: 2026-03-01T12:00:00.123456789Z\r\n"
                + "Ce-Source: /apis/v1/namespaces/default/pingsources/every-minute\r\n"
                + "Ce-Specversion: 1.0\r\n"
                + "Ce-Traceparent: "
                + TRACE
                + "\r\n"
                + "Ce-Type: dev.knative.sources.ping\r\n"
                + "Content-Type: application/json\r\n"
                + "Kn-Namespace: default\r\n"
                + "Prefer: reply\r\n"
                + "Traceparent: "
                + TRACE
                + "\r\n"
                + "Accept-Encoding: gzip\r\n\r\n"
                + DATA;
    }

    private record Answer(int status, Map<String, String> headers, String body) {}

    /** By a socket, so that nothing stands in the request but what is written here. */
    private static Answer exchange(KilnProcess kiln, String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", kiln.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            var input = socket.getInputStream();
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                var next = input.read();
                assertThat(next).as("An answer; so far: %s", head).isNotNegative();
                head.append((char) next);
            }
            var lines = head.toString().strip().split("\r\n");
            var headers = new TreeMap<String, String>();
            for (var i = 1; i < lines.length; i++) {
                var colon = lines[i].indexOf(':');
                headers.put(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).strip());
            }
            var length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            var body = new String(input.readNBytes(length), StandardCharsets.UTF_8);
            return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, body);
        }
    }
}
