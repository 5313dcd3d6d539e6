package dev.kiln.adapters.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.kiln.adapters.Requests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryEventsTest {

    @Test
    void attributes_are_headers_and_the_body_is_the_data() throws MalformedEventException {
        var event =
                Events.read(
                        Events.binary()
                                .header("CE-Subject", "a%20b")
                                .header("Content-Type", "application/JSON; charset=utf-8")
                                .header("X-Other", "x")
                                .header("ce-knativearrivaltime", "2026-03-07T08:09:05Z")
                                .body("{\"a\": 1.50}"));

        assertThat(event.attributes())
                .containsExactly(
                        entry("specversion", "1.0"),
                        entry("id", "1"),
                        entry("source", "/a"),
                        entry("type", "t"),
                        entry("subject", "a b"),
                        entry("datacontenttype", "application/JSON; charset=utf-8"),
                        entry("knativearrivaltime", "2026-03-07T08:09:05Z"));
        assertThat(event.data()).asString().isEqualTo("{\"a\": 1.50}");
    }

    @Test
    void only_content_type_says_what_the_data_is() throws MalformedEventException {
        var both =
                Events.binary()
                        .header("ce-datacontenttype", "text/plain")
                        .header("Content-Type", "application/json")
                        .header("Content-Type", "text/html");
        var none = Events.binary().header("ce-datacontenttype", "a/b").header("Content-Type", " ");

        assertThat(Events.read(both).attribute("datacontenttype")).hasValue("application/json");
        assertThat(Events.read(none).attribute("datacontenttype")).isEmpty();
    }

    @Test
    void lines_of_one_name_are_one_list() throws MalformedEventException {
        var request = Events.binary().header("ce-tag", "\"a, b\"").header("Ce-Tag", "c%2Cd");

        assertThat(Events.read(request).attribute("tag")).hasValue("a, b,c,d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "source", "type", "specversion", "subject", "time"})
    void what_an_event_is_it_says_once(String name) {
        var request = Events.binary().header("ce-" + name, "1.0").header("ce-" + name, "1.0");

        assertThatThrownBy(() -> Events.read(request))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("The header 'ce-" + name + "' is there more than once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce-id", "ce-source", "ce-type"})
    void a_get_lacks_no_attribute_either(String missing) {
        var request = Requests.of("GET", "/");
        Events.binary().build().headers().stream()
                .filter(line -> !line.name().equalsIgnoreCase(missing))
                .forEach(line -> request.header(line.name(), line.value()));

        assertThatThrownBy(() -> Events.receiver().read(request.build()))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining(missing.substring(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-07T08:09:05Z",
                "2026-03-07t08:09:05.1z",
                "2024-02-29T23:59:59.123456789012+23:59",
                "1990-12-31T15:59:60-08:00",
                "0000-01-01T00:00:00-00:00",
            })
    void times_are_those_of_rfc_3339(String time) throws MalformedEventException {
        assertThat(Events.read(Events.binary().header("ce-time", time)).attribute("time"))
                .hasValue(time);
    }

    @Test
    void a_get_has_all_but_data() throws MalformedEventException {
        var request = Requests.of("GET", "/");
        Events.binary()
                .build()
                .headers()
                .forEach(line -> request.header(line.name(), line.value()));
        request.header("Content-Type", "application/json");

        var received = Events.receiver().read(request.build());

        assertThat(received.mode()).isEqualTo(ContentMode.BINARY);
        assertThat(received.events().getFirst().data()).isEmpty();
    }

    @Test
    void a_lenient_receiver_takes_what_klr_took() throws MalformedEventException {
        var request =
                Requests.post("/")
                        .header("Ce-Foo-Bar", "x")
                        .header("ce-time", "now")
                        .header("ce-data", "hides nothing")
                        .header("Content-Type", "text/plain")
                        .body("hello");

        var event = Events.receiver("klr=true").read(request.build()).events().getFirst();

        assertThat(event.attributes())
                .containsExactly(
                        entry("foo-bar", "x"),
                        entry("time", "now"),
                        entry("datacontenttype", "text/plain"));
        assertThat(event.id()).isEmpty();
        assertThat(event.data()).asString().isEqualTo("hello");
    }
}
