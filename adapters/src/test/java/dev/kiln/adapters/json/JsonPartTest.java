package dev.kiln.adapters.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kiln.adapters.Sources;
import dev.kiln.adapters.json.JsonPart.Kind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPartTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{}        | OBJECT  | {}",
                "[ 1 , 2 ] | ARRAY   | [1,2]",
                "\"a\\n\"  | STRING  | `a\n`",
                "-1.50     | NUMBER  | -1.50",
                "true      | BOOLEAN | true",
                "false     | BOOLEAN | false",
                "null      | NULL    | null",
            })
    void a_value_has_a_kind_and_a_text(String json, Kind kind, String text) throws Exception {
        for (var spaced : new String[] {json, " \r\n\t" + json + " \n"}) {
            var value = JsonPart.parse(Sources.utf8(spaced));

            assertThat(value.kind()).isEqualTo(kind);
            assertThat(value.text()).isEqualTo(text);
        }
    }

    @Test
    void is_taken_apart_level_by_level() throws Exception {
        var json = " {\"é\":[ 1.50,{\"b\" : \"ü\"} ,null],\"c\":\"\\\"\",\"é\":1e400}";

        var members = JsonPart.unread(Sources.utf8(json)).members();

        assertThat(members).extracting(JsonMember::name).containsExactly("é", "c", "é");
        var elements = members.getFirst().value().elements();
        assertThat(elements)
                .extracting(JsonPart::kind)
                .containsExactly(Kind.NUMBER, Kind.OBJECT, Kind.NULL);
        assertThat(elements.get(0).text()).isEqualTo("1.50");
        assertThat(elements.get(1).text()).isEqualTo("{\"b\":\"ü\"}");
        assertThat(elements.get(1).members().getFirst().value().text()).isEqualTo("ü");
        assertThat(members.get(1).value().text()).isEqualTo("\"");
        assertThat(members.get(2).value().text()).isEqualTo("1e400");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "{", "[1", "\"a", "tru", "nul", "01", "1 2", "{} {}", "[1,]", "x", "-"
            })
    void what_is_no_json_says_so_without_its_content(String json) {
        var secret = "secret";
        for (var text : new String[] {json, json.replace("a", secret)}) {
            assertThatExceptionOfType(NotJsonException.class)
                    .isThrownBy(() -> JsonPart.parse(Sources.utf8(text)))
                    .withMessageNotContaining(secret);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "UTF-16"})
    void other_encodings_are_no_json(String charset) {
        for (var json : new String[] {"{}", "1", "\"é\""}) {
            assertThatExceptionOfType(NotJsonException.class)
                    .isThrownBy(() -> JsonPart.parse(json.getBytes(charset)));
        }
    }

    @Test
    void neither_is_what_is_not_utf8() {
        assertThatExceptionOfType(NotJsonException.class)
                .isThrownBy(() -> JsonPart.parse("\"é\"".getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void another_kind_is_no_object_and_no_array() throws Exception {
        var number = JsonPart.parse(Sources.utf8("1"));

        assertThatExceptionOfType(NotJsonException.class).isThrownBy(number::members);
        assertThatExceptionOfType(NotJsonException.class).isThrownBy(number::elements);
    }
}
