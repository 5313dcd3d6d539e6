package dev.kiln.adapters.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.kiln.adapters.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statement AUT-2: how claims become text. */
class FlatObjectTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"text é\" | text é",
                "1787996002 | 1787996002",
                "1.787996002E9 | 1787996002",
                "0.50 | 0.50",
                "-3e-2 | -0.03",
                "1e999 | 1e999",
                "1e99999999999 | 1e99999999999",
                "true | true",
                "null | null",
                "[\"admin\",\"power user\",7,true,null] | [admin power user 7 true null]",
                "[] | []",
                "[[1,2],{\"b\":[1]}] | [[1 2] {\"b\":[1]}]",
                "{ \"street\" : \"x\", \"n\": [ 1 ] } | {\"street\":\"x\",\"n\":[1]}"
            })
    void every_value_has_a_textual_form(String json, String text) {
        var flat = FlatObject.read(Sources.utf8("{\"claim\": " + json + "}"));

        assertThat(flat).containsExactly(entry("claim", text));
    }

    @Test
    void keys_keep_their_order_and_the_last_of_two_counts() {
        var flat = FlatObject.read(Sources.utf8("{\"b\":1,\"a\":2,\"b\":3}"));

        assertThat(flat).containsExactly(entry("b", "3"), entry("a", "2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "\"secret\"", "{\"a\":", "{}{}", "{} x", "nothing"})
    void anything_else_is_refused_without_showing_it(String json) {
        assertThatThrownBy(() -> FlatObject.read(Sources.utf8(json)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no JSON object")
                .hasMessageNotContaining("secret");
    }
}
