package dev.kiln.adapters.cloudevents.mapping;

import static dev.kiln.adapters.cloudevents.mapping.Events.event;
import static dev.kiln.adapters.cloudevents.mapping.Events.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.adapters.JsonText;
import dev.kiln.adapters.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawEventTest {

    private static final byte[] BINARY = {(byte) 0xFF, 0, 1};

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                // A stream takes anything.
                "java.io.InputStream;-;hello;hello",
                "java.io.InputStream;application/json;{\"a\": 1.50};{\"a\": 1.50}",
                "java.io.InputStream;-;``;``",
                // Strings are JSON strings for the deserializer.
                "java.lang.String;text/plain;hello;\"hello\"",
                "java.lang.String;-;say \"hi\";\"say \\\"hi\\\"\"",
                "java.lang.String;text/plain;\"hi\";\"\\\"hi\\\"\"",
                "java.lang.String;text/plain;{};\"{}\"",
                "java.lang.String;-;{};\"{}\"",
                "java.lang.String;-;\"hi\";\"hi\"",
                "java.lang.String;application/json;\"hi\";\"hi\"",
                "java.lang.String;application/json;{\"a\": 1};{\"a\": 1}",
                "java.lang.String;application/json;{\"a;\"{\\\"a\"",
                "java.lang.String;application/vnd.x+json;1.50;1.50",
                "java.lang.String;-;``;null",
                "java.lang.CharSequence;text/plain;hello;\"hello\"",
                // Bytes are JSON strings of Base64.
                "[B;text/plain;hello;\"aGVsbG8=\"",
                "[B;application/json;{};\"e30=\"",
                "[B;-;``;null",
                // Anything.
                "java.lang.Object;-;{\"a\": 1.50};{\"a\": 1.50}",
                "java.lang.Object;text/plain;1.50;\"1.50\"",
                "java.lang.Object;-;hello;\"hello\"",
                "void;text/plain;hello;\"hello\"",
                // All else is made of JSON, whatever its content type.
                "java.util.Map;application/json;{\"a\": 1.50};{\"a\": 1.50}",
                "java.util.Map;text/plain;{\"a\": 1.50};{\"a\": 1.50}",
                "java.util.Map;-;``;null",
                "java.util.List;-;[1, 2];[1, 2]",
                "java.lang.Integer;text/plain;42;42",
                "int;-;42;42",
                "com.acme.Order;application/json;{\"id\":1e400};{\"id\":1e400}",
                "com.acme.Order;-;``;null"
            })
    void the_data_come_as_the_handler_can_read_them(
            String input, String contentType, String data, String event) {
        var attributes =
                contentType == null
                        ? Map.<String, String>of()
                        : Map.of("datacontenttype", contentType);

        assertThat(text(raw(input, event(attributes, data)))).isEqualTo(event);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "{\"a\":1} x", "{'a':1}", "{\"a\":1,}", "\"\ud83d", "nul"})
    void what_is_no_json_is_no_object(String data) {
        var mapper = Events.mapper(Events.taking("java.util.Map"));

        assertThatThrownBy(() -> mapper.map(List.of(event(Map.of(), data))))
                .isInstanceOfSatisfying(
                        UnmappableEventException.class,
                        it -> assertThat(it.status()).isEqualTo(400))
                .hasMessageContaining("no JSON");
    }

    @Test
    void binary_data_become_base64_where_a_string_is_asked_for() {
        var octets = Map.of("datacontenttype", "application/octet-stream");

        assertThat(raw("java.io.InputStream", event(Map.of(), BINARY))).isEqualTo(BINARY);
        assertThat(text(raw("java.lang.String", event(Map.of(), BINARY)))).isEqualTo("\"/wAB\"");
        assertThat(text(raw("[B", event(Map.of(), BINARY)))).isEqualTo("\"/wAB\"");
        assertThat(text(raw("java.lang.String", event(octets, "hi")))).isEqualTo("\"aGk=\"");
    }

    @Test
    void text_in_another_charset_becomes_utf8() {
        var latin = Map.of("datacontenttype", "text/plain; Charset=\"ISO-8859-1\"");
        var wide = Map.of("datacontenttype", "application/json;charset=utf-16");
        var unknown = Map.of("datacontenttype", "text/plain; charset=klingon");

        var text = raw("java.lang.String", event(latin, latin("Grüße")));
        var json = raw("java.util.Map", event(wide, "{\"ä\":1}".getBytes(StandardCharsets.UTF_16)));
        var guessed = raw("java.lang.String", event(unknown, "Grüße"));

        assertThat(text(text)).isEqualTo("\"Grüße\"");
        assertThat(JsonText.parse(json)).isEqualTo(JsonText.parse("{\"ä\":1}"));
        assertThat(text(guessed)).isEqualTo("\"Grüße\"");
    }

    @Test
    void a_byte_order_mark_is_no_part_of_json() {
        var event = event(Map.of(), "\ufeff{\"a\":1}");

        assertThat(text(raw("java.util.Map", event))).isEqualTo("{\"a\":1}");
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] raw(String input, CloudEvent event) {
        var mapper = Events.mapper(Events.taking(input));
        assertThat(mapper.mapping()).isEqualTo(EventMapping.RAW);
        return Events.map(mapper, List.of(event)).getFirst().event();
    }
}
