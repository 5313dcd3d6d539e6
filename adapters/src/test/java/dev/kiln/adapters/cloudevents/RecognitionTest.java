package dev.kiln.adapters.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.Requests;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecognitionTest {

    @ParameterizedTest
    @CsvSource({
        "POST, ce-specversion: 1.0, true",
        "PUT, CE-SpecVersion: 1.0, true",
        "POST, ce-specversion: 0.3, true",
        "POST, ce-id: 1, false",
        "POST, content-type: application/json, false",
        "POST, content-type: application/cloudevents+json, true",
        "POST, Content-Type: APPLICATION/CLOUDEVENTS-BATCH+JSON; charset=utf-8, true",
        "POST, content-type: application/cloudevent, false",
        "POST, x-content-type: application/cloudevents+json, false",
        "OPTIONS, ce-specversion: 1.0, false",
        "HEAD, ce-specversion: 1.0, false",
        "GET, ce-specversion: 1.0, true",
        "GET, content-type: application/cloudevents+json, true",
        "GET, ce-id: 1, false",
    })
    void one_header_decides(String method, String line, boolean isEvent) {
        assertThat(CloudEventRequests.isEvent(method, headers(line))).isEqualTo(isEvent);
    }

    @Test
    void for_a_lenient_receiver_any_attribute_makes_an_event() {
        assertThat(CloudEventRequests.isEvent("POST", headers("Ce-Foo: x"), true)).isTrue();
        assertThat(CloudEventRequests.isEvent("GET", headers("Ce-Foo: x"), true)).isTrue();
        assertThat(CloudEventRequests.isEvent("POST", headers("X-Foo: x"), true)).isFalse();
    }

    @Test
    void a_handshake_is_an_options_request_that_names_its_origin() {
        var asking = headers("WebHook-Request-Origin: example.com");

        assertThat(CloudEventRequests.isHandshake("OPTIONS", asking)).isTrue();
        assertThat(CloudEventRequests.isHandshake("POST", asking)).isFalse();
        assertThat(CloudEventRequests.isHandshake("OPTIONS", headers("Origin: a"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reply                         | true",
                "Reply                         | true",
                "respond-async, reply;wait=10  | true",
                "reply-later                   | false",
                "return=minimal                | false",
            })
    void prefers_a_reply_if_it_says_so(String preference, boolean reply)
            throws MalformedEventException {
        var request =
                Requests.post("/")
                        .header("ce-specversion", "1.0")
                        .header("ce-id", "1")
                        .header("ce-source", "/a")
                        .header("ce-type", "t")
                        .header("Prefer", "wait=1")
                        .header("Prefer", preference)
                        .build();

        assertThat(Events.receiver().read(request).prefersReply()).isEqualTo(reply);
    }

    private static List<HeaderField> headers(String line) {
        return headers(List.of(line));
    }

    private static List<HeaderField> headers(List<String> lines) {
        var headers = new ArrayList<HeaderField>();
        for (var line : lines) {
            var parts = line.split(": ", 2);
            headers.add(new HeaderField(parts[0], parts[1]));
        }
        return headers;
    }
}
