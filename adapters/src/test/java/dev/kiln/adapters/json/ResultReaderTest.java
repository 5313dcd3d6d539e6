package dev.kiln.adapters.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.Sources;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultReaderTest {

    private static final Set<ResultPart> ALL =
            Set.of(
                    ResultPart.HEADERS,
                    ResultPart.MULTI_VALUE_HEADERS,
                    ResultPart.COOKIES,
                    ResultPart.BODY,
                    ResultPart.JSON_BODY);

    @Test
    void strings_are_told_from_other_values() {
        assertThat(read("\"a\\u00e9\\n\""))
                .isInstanceOfSatisfying(
                        HandlerResult.Text.class,
                        text -> assertThat(text.utf8()).isEqualTo(Sources.utf8("aé\n")));
        assertThat(read(" [1, {\"a\": []}] ")).isEqualTo(new HandlerResult.OtherJson());
        assertThat(read("12.50")).isEqualTo(new HandlerResult.OtherJson());
        assertThat(read("null")).isEqualTo(new HandlerResult.OtherJson());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hello",
                "{",
                "{\"statusCode\":200",
                "{\"statusCode\":200} x",
                "{\"statusCode\":200}{}",
                "\"a",
                "\"a\" \"b\"",
                "{'statusCode':200}",
                "{\"statusCode\":200,}",
                "NaN",
                "01",
                "\uFEFF{}",
                "{\"a\":\"\u0001\"}"
            })
    void what_is_no_single_json_value_is_no_json(String result) {
        assertThat(read(result)).isEqualTo(new HandlerResult.NotJson());
    }

    @Test
    void only_utf_8_is_json() {
        var utf16 = "{\"statusCode\":200}".getBytes(StandardCharsets.UTF_16LE);
        var utf16WithMark = "{\"statusCode\":200}".getBytes(StandardCharsets.UTF_16);
        var latin1 = "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(ResultReader.read(utf16, ALL)).isEqualTo(new HandlerResult.NotJson());
        assertThat(ResultReader.read(utf16WithMark, ALL)).isEqualTo(new HandlerResult.NotJson());
        assertThat(ResultReader.read(latin1, ALL)).isEqualTo(new HandlerResult.NotJson());
    }

    @Test
    void of_a_key_that_occurs_twice_the_last_counts() {
        var result =
                object(
                        """
                        {"statusCode":500,"body":"a","headers":{"A":"1","B":"1","B":"2"},
                         "cookies":["x"],"multiValueHeaders":{"M":["1"]},
                         "statusCode":201,"body":"b","headers":{"C":"3","C":"4"},
                         "cookies":["y"],"multiValueHeaders":{"N":["1"],"N":["2"]}}
                        """);

        assertThat(result.status()).hasValue(201);
        assertThat(body(result)).isEqualTo("b");
        assertThat(result.headers()).containsExactly(new HeaderField("C", "4"));
        assertThat(result.cookies()).containsExactly("y");
        assertThat(result.multiValueHeaders()).isEqualTo(Map.of("N", List.of("2")));
    }

    @Test
    void a_later_null_removes_a_header() {
        var result = object("{\"headers\":{\"A\":\"1\",\"B\":\"2\",\"A\":null}}");

        assertThat(result.headers()).containsExactly(new HeaderField("B", "2"));
    }

    @Test
    void header_values_keep_their_spelling() {
        var result =
                object(
                        """
                        {"headers":{"a":1.50,"b":1e400,"c":true,"d":null,"e":-0,"f":""},
                         "multiValueHeaders":{"m":[12345678901234567890,false,null,"x"]}}
                        """);

        assertThat(result.headers())
                .containsExactly(
                        new HeaderField("a", "1.50"),
                        new HeaderField("b", "1e400"),
                        new HeaderField("c", "true"),
                        new HeaderField("e", "-0"),
                        new HeaderField("f", ""));
        assertThat(result.multiValueHeaders().get("m"))
                .containsExactly("12345678901234567890", "false", "x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"body\":{\"a\": 1.50 , \"b\":[\"\\u00e9\"]},\"x\":1}|{\"a\": 1.50 , \"b\":[\"\\u00e9\"]}",
                "{\"body\":[1,2]}|[1,2]",
                "{\"body\": 12.50 }|12.50",
                "{\"body\": 12,\"x\":1}|12",
                "{\"body\":true}|true",
                "{\"body\":null}|''",
                "{\"body\":\"\"}|''",
                "{}|''"
            })
    void a_body_that_is_json_is_copied_not_written_anew(String result, String body) {
        assertThat(body(object(result))).isEqualTo(body);
        assertThat(object(result).fault()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "200, 200",
        "\"418\", 418",
        "599, 599",
        "0, ",
        "199, ",
        "600, ",
        "200.0, ",
        "2e2, ",
        "-200, ",
        "\"\", ",
        "\"2x0\", ",
        "\" 200\", ",
        "99999999999999999999, ",
        "true, ",
        "[200], "
    })
    void the_status_is_a_whole_number_or_its_digits(String json, Integer status) {
        var result = object("{\"statusCode\":" + json + "}");

        assertThat(result.hasStatus()).isTrue();
        if (status == null) {
            assertThat(result.status()).isEmpty();
            assertThat(result.fault()).get().asString().contains("statusCode");
        } else {
            assertThat(result.status()).hasValue(status);
            assertThat(result.fault()).isEmpty();
        }
    }

    @Test
    void either_name_of_the_flag_is_enough() {
        assertThat(object("{\"isBase64Encoded\":true}").base64()).isTrue();
        assertThat(object("{\"base64Encoded\":true,\"isBase64Encoded\":false}").base64()).isTrue();
        assertThat(object("{\"isBase64Encoded\":\"true\"}").base64()).isTrue();
        assertThat(object("{\"isBase64Encoded\":\"false\"}").base64()).isFalse();
        assertThat(object("{\"isBase64Encoded\":null}").fault()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"isBase64Encoded\":1}",
                "{\"isBase64Encoded\":\"yes\"}",
                "{\"base64Encoded\":[]}",
                "{\"headers\":[]}",
                "{\"headers\":\"a\"}",
                "{\"headers\":{\"a\":[\"b\"]}}",
                "{\"headers\":{\"a\":{}}}",
                "{\"multiValueHeaders\":1}",
                "{\"multiValueHeaders\":{\"a\":\"b\"}}",
                "{\"multiValueHeaders\":{\"a\":null}}",
                "{\"multiValueHeaders\":{\"a\":[[\"b\"]]}}",
                "{\"cookies\":[{}]}"
            })
    void a_value_of_the_wrong_type_is_a_fault(String result) {
        assertThat(object(result).fault()).isPresent();
    }

    @Test
    void a_fault_does_not_hide_a_later_status() {
        var result = object("{\"headers\":{\"a\":[1,{\"b\":2}]},\"statusCode\":200}");

        assertThat(result.hasStatus()).isTrue();
        assertThat(result.fault()).isPresent();
    }

    @Test
    void a_fault_names_keys_in_a_form_fit_for_a_log() {
        var name = "a\\r\\nforged" + "b".repeat(1000);

        var fault = object("{\"headers\":{\"" + name + "\":[]}}").fault().orElseThrow();

        assertThat(fault).contains("'a??forgedbbb").hasSizeLessThan(200).doesNotContain("\n");
    }

    @Test
    void parts_that_the_format_does_not_know_are_passed_over() {
        var parts = Set.of(ResultPart.HEADERS);
        var result =
                (HandlerResult.Structured)
                        ResultReader.read(
                                Sources.utf8(
                                        """
                                        {"multiValueHeaders":{"a":1},"cookies":{"a":[1]},"new":[{}],
                                         "statusCode":200}
                                        """),
                                parts);

        assertThat(result.fault()).isEmpty();
        assertThat(result.hasMultiValueHeaders()).isTrue();
        assertThat(result.multiValueHeaders()).isEmpty();
        assertThat(result.cookies()).isEmpty();
        assertThat(result.status()).hasValue(200);
    }

    @Test
    void ten_thousand_levels_are_read_like_one() {
        var deep = "[".repeat(10_000) + "{\"a\":1}" + "]".repeat(10_000);

        assertThat(read(deep)).isEqualTo(new HandlerResult.OtherJson());
        assertThat(body(object("{\"body\":" + deep + ",\"statusCode\":200}"))).isEqualTo(deep);
        assertThat(object("{\"x\":" + deep + ",\"statusCode\":200}").status()).hasValue(200);
    }

    @Test
    void a_million_levels_are_no_json_instead_of_the_end_of_the_memory() {
        assertThat(read("[".repeat(1_000_000) + "]".repeat(1_000_000)))
                .isEqualTo(new HandlerResult.NotJson());
    }

    @Test
    void long_names_numbers_and_texts_are_read() {
        var long1 = "1".repeat(1_000_000);
        var result =
                object(
                        "{\"%s\":%s,\"headers\":{\"n\":%s},\"body\":\"%s\"}"
                                .formatted(long1, long1, long1, long1));

        assertThat(body(result)).isEqualTo(long1);
        assertThat(result.headers()).containsExactly(new HeaderField("n", long1));
    }

    private static String body(HandlerResult.Structured result) {
        return new String(result.body(), StandardCharsets.UTF_8);
    }

    private static HandlerResult read(String result) {
        return ResultReader.read(Sources.utf8(result), ALL);
    }

    private static HandlerResult.Structured object(String result) {
        return (HandlerResult.Structured) read(result);
    }
}
