package dev.kiln.adapters.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kiln.adapters.Requests;
import dev.kiln.adapters.Sources;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that nobody means well with: refused with a reason, in good time, before any is run. */
@Timeout(20)
class BadEventsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ce-specversion | 0.3                       | specversion",
                "ce-specversion | 1.00                      | specversion",
                "ce-time        | yesterday                 | time",
                "ce-time        | 2026-02-30T00:00:00Z      | time",
                "ce-time        | 2026-01-01T00:00Z         | time",
                "ce-time        | 2026-01-01T24:00:00Z      | time",
                "ce-time        | 2026-01-01T00:00:00       | time",
                "ce-time        | 2026-01-01 00:00:00Z      | time",
                "ce-time        | +12026-01-01T00:00:00Z    | time",
                "ce-time        | ٢٠٢٦-01-01T00:00:00Z      | time",
                "ce-source      | /a%20b                    | source",
                "ce-source      | http://[::1               | source",
                "ce-source      | 10.0.0.1:443              | source",
                "ce-source      | ``                        | source",
                "ce-dataschema  | a b                       | dataschema",
                "ce-id          | ``                        | id",
                "ce-id          | `\"\"`                    | id",
                "ce-subject     | %C0%A0                    | ce-subject",
                "ce-subject     | %ED%A0%80                 | ce-subject",
                "ce-subject     | %FF                       | ce-subject",
                "ce-foo-bar     | x                         | foo-bar",
                "ce-foo_bar     | x                         | foo_bar",
                "ce-            | x                         | name",
                "ce-data        | x                         | data",
            })
    void a_bad_header_is_named(String name, String value, String named) {
        var request = Requests.post("/");
        Events.binary().build().headers().stream()
                .filter(line -> !line.name().equals(name))
                .forEach(line -> request.header(line.name(), line.value()));
        request.header(name, wire(value));

        assertRefused(request, 400, named);
    }

    @Test
    void bytes_of_a_header_that_are_no_utf8_are_refused() {
        assertRefused(Events.binary().header("ce-subject", "caf\u00e9"), 400, "ce-subject");
    }

    @Test
    void all_missing_attributes_are_named_at_once() {
        var e = refusal(Requests.post("/").header("ce-specversion", "1.0"));

        assertThat(e).hasMessageContaining("no id, no source, no type");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"id\":\"2\"                         | named 'id'",
                "\"data\":1,\"data\":2                | named 'data'",
                "\"data\":1,\"data_base64\":\"AA==\"  | data_base64",
                "\"data_base64\":\"A\"                | data_base64",
                "\"data_base64\":\"QU\\nJD\"          | data_base64",
                "\"data_base64\":\"_-8=\"             | data_base64",
                "\"data_base64\":{}                   | data_base64",
                "\"datacontenttype\":\"text/plain\",\"data\":{} | data",
                "\"datacontenttype\":\"text/plain;charset=klingon\",\"data\":\"a\" | klingon",
                "\"datacontenttype\":\"text/plain;charset=,\",\"data\":\"a\" | charset",
                "\"datacontenttype\":\"text/plain;charset=ascii\",\"data\":\"é\" | ascii",
                "\"datacontenttype\":\"a/b\\r\\nx: y\" | datacontenttype",
                "\"datacontenttype\":\"é\"            | datacontenttype",
                "\"datacontenttype\":5                | datacontenttype",
                "\"subject\":{}                       | subject",
                "\"time\":\"2026-13-01T00:00:00Z\"    | time",
                "\"time\":1                           | time",
                "\"Foo\":\"x\"                        | Foo",
                "\"foo bar\":\"x\"                    | foo bar",
                "\"\":\"x\"                           | name",
                "\"foo\\r\\nx\":\"x\"                 | foo??x",
                "\"é\":\"x\"                          | ?",
                "\"a\":01                             | not one JSON value",
                "\"a\":1.                             | not one JSON value",
                "\"a\":NaN                            | not one JSON value",
                "\"a\":\"\\x\"                        | not one JSON value",
                "\"a\":1,                             | not one JSON value",
            })
    void a_bad_member_is_named(String members, String named) {
        assertRefused(Events.structured(Events.with("," + members)), 400, named);
    }

    @ParameterizedTest
    @CsvSource({"id, 5", "id, null", "id, ''", "source, '\"a b\"'", "specversion, 1.0"})
    void a_required_attribute_is_a_string(String name, String json) {
        var event =
                Events.with("")
                        .replaceFirst(
                                "\"" + name + "\":\"[^\"]*\"",
                                "\"" + name + "\":" + (json.isEmpty() ? "\"\"" : json));

        assertRefused(Events.structured(event), 400, name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "1", "\"a\"", "null", "{", "{} {}", "{},", "\uFEFF{}"})
    void a_body_that_is_no_object_is_refused(String body) {
        assertRefused(Events.structured(body), 400, "");
    }

    @Test
    void json_in_another_encoding_is_refused() {
        var event = Events.with("");

        assertRefused(Events.structured(event.getBytes(StandardCharsets.UTF_16LE)), 400, "UTF-8");
        assertRefused(Events.structured(event.getBytes(StandardCharsets.UTF_16BE)), 400, "UTF-8");
        assertRefused(
                Events.structured(
                        Events.with(",\"a\":\"é\"").getBytes(StandardCharsets.ISO_8859_1)),
                400,
                "UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents",
                "application/cloudevents+avro",
                "application/cloudevents+protobuf",
                "application/cloudevents+json+xml",
                "application/cloudevents+json; charset=utf-16",
                "application/cloudevents-batch+xml",
                "application/cloudevents-batch",
            })
    void an_unknown_format_is_refused(String contentType) {
        var request = Requests.post("/").header("Content-Type", contentType).body(Events.with(""));

        assertRefused(request, 415, contentType);
    }

    @Test
    void one_bad_element_spoils_the_batch() {
        var good = Events.with("");

        assertRefused(
                Events.batch("[" + good + ",{\"specversion\":\"1.0\"}," + good + "]"),
                400,
                "Element 1 of the batch");
        assertRefused(Events.batch("[" + good + ",7]"), 400, "Element 1 of the batch");
        assertRefused(Events.batch("[" + good), 400, "");
        assertRefused(Events.batch(good), 400, "array");
    }

    @Test
    void batches_can_be_switched_off() {
        var receiver = Events.receiver("event-batches=false");

        var e =
                catchThrowableOfType(
                        MalformedEventException.class,
                        () -> receiver.read(Events.batch("[]").build()));

        assertThat(e.status()).isEqualTo(415);
        assertThat(e).hasMessageContaining("event-batches");
    }

    @Test
    void data_has_a_limit_in_every_mode() throws MalformedEventException {
        var receiver = Events.receiver("max-event-size=3");
        var fits = Events.with(",\"data_base64\":\"AAAA\"");
        var tooLong = Events.with(",\"data_base64\":\"AAAAAA==\"");

        assertThat(receiver.read(Events.binary().body("abc").build()).events()).hasSize(1);
        assertThat(receiver.read(Events.structured(fits).build()).events()).hasSize(1);
        for (var request :
                new Requests[] {
                    Events.binary().body("abcd"),
                    Events.structured(tooLong),
                    Events.batch("[" + fits + "," + tooLong + "]")
                }) {
            var e =
                    catchThrowableOfType(
                            MalformedEventException.class, () -> receiver.read(request.build()));
            assertThat(e.status()).isEqualTo(413);
        }
    }

    @Test
    void deep_nesting_is_read_or_refused_but_never_overflows() throws MalformedEventException {
        var deep = "[".repeat(90_000) + "]".repeat(90_000);

        assertThat(Events.readWith(",\"data\":" + deep).data()).isEqualTo(Sources.utf8(deep));
        assertRefused(
                Events.structured(Events.with(",\"data\":" + "[".repeat(3_000_000))), 400, "");
        assertRefused(
                Events.structured(Events.with(",\"data\":" + "{\"a\":".repeat(500_000))), 400, "");
    }

    @Test
    void a_number_of_a_million_digits_is_only_text() throws MalformedEventException {
        var digits = "9".repeat(1_000_000);
        var event = Events.readWith(",\"big\":" + digits + ",\"data\":1e" + digits);

        assertThat(event.attribute("big")).hasValue(digits);
        assertThat(event.data()).isEqualTo(Sources.utf8("1e" + digits));
    }

    @Test
    void a_hundred_thousand_attributes_are_no_burden() throws MalformedEventException {
        var members = new StringBuilder();
        var request = Events.binary();
        for (var i = 0; i < 100_000; i++) {
            members.append(",\"a").append(i).append("\":\"x\"");
            request.header("ce-a" + i, "x");
        }

        assertThat(Events.readWith(members.toString()).attributes()).hasSize(100_004);
        assertThat(Events.read(request).attributes()).hasSize(100_004);
    }

    @Test
    void ten_thousand_lines_of_one_attribute_are_one_list() throws MalformedEventException {
        var request = Events.binary();
        for (var i = 0; i < 10_000; i++) {
            request.header("ce-list", "%");
        }

        assertThat(Events.read(request).attribute("list")).hasValue("%,".repeat(9_999) + "%");
    }

    @Test
    void every_prefix_and_every_damaged_copy_gets_an_answer() {
        var event =
                Sources.utf8(
                        Events.with(
                                ",\"datacontenttype\":\"text/plain;charset=utf-8\",\"x\":[1.5e3,"
                                        + "{\"a\":null}],\"data\":\"\\u00e9 \\\" text\""));
        var random = new Random(1);
        for (var length = 0; length < event.length; length++) {
            assertRefused(Events.structured(Arrays.copyOf(event, length)), 400, "");
            for (var i = 0; i < 20; i++) {
                var damaged = event.clone();
                damaged[length] = (byte) random.nextInt(256);
                try {
                    Events.read(Events.structured(damaged));
                } catch (MalformedEventException e) {
                    assertThat(e.status()).isEqualTo(400);
                }
            }
        }
    }

    private static void assertRefused(Requests request, int status, String named) {
        var e = refusal(request);
        assertThat(e).as(named).isNotNull();
        assertThat(e.status()).isEqualTo(status);
        assertThat(e).hasMessageContaining(named);
    }

    private static MalformedEventException refusal(Requests request) {
        return catchThrowableOfType(MalformedEventException.class, () -> Events.read(request));
    }

    private static String wire(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
