package dev.kiln.adapters.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.Sources;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonCompactTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "` {\"a\" : [ 1.50 , null ] }\n` | {\"a\":[1.50,null]}",
                "`\" a \\\" b \"`                | `\" a \\\" b \"`",
                "`[\"\\\\\" , \"\\\\\\\" \"]`    | `[\"\\\\\",\"\\\\\\\" \"]`",
                "`[\t\r\n]`                      | []",
                "1e400                           | 1e400",
            })
    void only_spaces_between_parts_go(String json, String compact) {
        var value = JsonValue.parse(Sources.utf8(json)).orElseThrow();

        assertThat(new String(value.compact(), StandardCharsets.UTF_8)).isEqualTo(compact);
    }

    @Test
    void names_that_repeat_are_told() {
        assertThat(JsonValue.parse(Sources.utf8("{\"a\":1,\"\\u0061\":2}")).orElseThrow())
                .returns("a", value -> value.repeatedName().orElse(""));
        assertThat(JsonValue.parse(Sources.utf8("{\"a\":{\"a\":1},\"A\":2}")).orElseThrow())
                .returns("", value -> value.repeatedName().orElse(""));
    }
}
