package dev.kiln.adapters.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.kiln.adapters.Sources;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredEventsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.50",
                "-0.0",
                "1e400",
                "1E-7",
                "123456789012345678901234567890",
                "0.1000000000000000000000000000000001",
                "\"\\u00e9\\/\\ud800 \\n { \\\\\"",
                "{\"b\":1.0,\"a\":[],\"b\":{}}",
                "[null,true,\" x \"]",
                "null",
            })
    void json_keeps_its_spelling(String json) throws MalformedEventException {
        assertThat(data(Events.readWith(",\"data\":" + json))).isEqualTo(json);
        assertThat(data(Events.readWith(",\"data\" : " + json + "\n, \"z\":\"\""))).isEqualTo(json);
        assertThat(data(Events.readWith(",\"data\":" + json + ",\"datacontenttype\":\"a/b+json\"")))
                .isEqualTo(json);
    }

    @Test
    void only_spaces_between_parts_go() throws MalformedEventException {
        var event =
                Events.readWith(
                        ",\"data\": { \"a b\" :\t[ 1.50 ,\r\n \" \\\" x \\\\\" ] , \"c\":{ } }");

        assertThat(data(event)).isEqualTo("{\"a b\":[1.50,\" \\\" x \\\\\"],\"c\":{}}");
    }

    @Test
    void extensions_become_text_whatever_they_are() throws MalformedEventException {
        var event =
                Events.readWith(
                        """
                        ,"a":"text","b":12,"c":true,"d":1.50,"e":123456789012345678901234567890,
                        "f":{ "x" : [1, 2] },"g":null,"h":"\\u20ac"
                        """);

        assertThat(event.attributes())
                .contains(
                        entry("a", "text"),
                        entry("b", "12"),
                        entry("c", "true"),
                        entry("d", "1.50"),
                        entry("e", "123456789012345678901234567890"),
                        entry("f", "{\"x\":[1,2]}"),
                        entry("h", "€"))
                .doesNotContainKey("g");
    }

    @Test
    void half_a_surrogate_pair_is_a_question_mark() throws MalformedEventException {
        var event =
                Events.readWith(
                        ",\"subject\":\"a\\udc00\",\"datacontenttype\":\"text/plain\","
                                + "\"data\":\"\\ud800b\"");

        assertThat(event.attribute("subject")).hasValue("a?");
        assertThat(data(event)).isEqualTo("?b");
    }

    @Test
    void attributes_come_in_order_and_data_is_none_of_them() throws MalformedEventException {
        var event =
                Events.read(
                        Events.structured(
                                """
                                {"data":1,"type":"t","zz":"z","id":"1","source":"/a",
                                 "specversion":"1.0","datacontenttype":"text/json"}
                                """));

        assertThat(event.attributes().keySet())
                .containsExactly("type", "zz", "id", "source", "specversion", "datacontenttype");
        assertThat(data(event)).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, UTF-8",
        "text/plain; charset=ISO-8859-1, ISO-8859-1",
        "text/plain; format=flowed; charset=\"UTF-16LE\", UTF-16LE",
        "application/xml;Charset = windows-1252, windows-1252",
    })
    void text_is_written_in_its_charset(String type, String charset)
            throws MalformedEventException {
        var event =
                Events.readWith(
                        ",\"data\":\"caf\\u00e9\",\"datacontenttype\":\""
                                + type.replace("\"", "\\\"")
                                + "\"");

        assertThat(event.data()).isEqualTo("café".getBytes(Charset.forName(charset)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                             | ''",
                "'\"data\":null,\"datacontenttype\":\"text/plain\"' | ''",
                "'\"data_base64\":null'                         | ''",
                "'\"data\":null,\"data_base64\":\"e30=\"'       | {}",
                "'\"data_base64\":null,\"data\":{}'             | {}",
                "'\"data_base64\":\"\"'                         | ''",
                "'\"data\":\"\",\"datacontenttype\":\"text/plain\"' | ''",
            })
    void there_may_be_no_data(String members, String data) throws MalformedEventException {
        assertThat(data(Events.readWith(members.isEmpty() ? "" : "," + members))).isEqualTo(data);
    }

    @Test
    void a_document_is_read_whatever_headers_stand_beside_it() throws MalformedEventException {
        var request = Events.structured(Events.with(",\"data\":1")).header("ce-id", "other");

        assertThat(Events.read(request).id()).isEqualTo("1");
    }

    @Test
    void a_lenient_receiver_takes_what_klr_took() throws MalformedEventException {
        var request = Events.structured("{\"ID\":5,\"foo_bar\":{\"a\": 1},\"time\":\"now\"}");

        var event = Events.receiver("klr=true").read(request.build()).events().getFirst();

        assertThat(event.attributes())
                .containsExactly(
                        entry("id", "5"), entry("foo_bar", "{\"a\":1}"), entry("time", "now"));
        assertThat(event.source()).isEmpty();
        assertThat(event.data()).isEmpty();
    }

    @Test
    void an_empty_batch_has_no_events() throws MalformedEventException {
        var received = Events.receiver().read(Events.batch(" [ ] ").build());

        assertThat(received.mode()).isEqualTo(ContentMode.BATCHED);
        assertThat(received.events()).isEmpty();
    }

    @Test
    void a_batch_keeps_its_order_and_each_event_its_data() throws MalformedEventException {
        var batch =
                "["
                        + Events.with(",\"data\":{\"a\":1.50}")
                        + " ,\n"
                        + Events.with(",\"data\":\"x\",\"datacontenttype\":\"text/plain\"")
                        + ","
                        + Events.with(",\"data_base64\":\"AP8=\"")
                        + "]";

        var events = Events.receiver().read(Events.batch(batch).build()).events();

        assertThat(events).hasSize(3);
        assertThat(data(events.get(0))).isEqualTo("{\"a\":1.50}");
        assertThat(data(events.get(1))).isEqualTo("x");
        assertThat(events.get(2).data()).isEqualTo(new byte[] {0, (byte) 0xFF});
    }

    @Test
    void six_megabytes_of_data_arrive_whole() throws MalformedEventException {
        var text = "{\"a\":\"" + "é\\n".repeat(1_500_000) + "\"}";

        assertThat(Events.readWith(",\"data\":" + text).data()).isEqualTo(Sources.utf8(text));
    }

    private static String data(CloudEvent event) {
        return new String(event.data(), StandardCharsets.UTF_8);
    }
}
