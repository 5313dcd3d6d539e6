package dev.kiln.adapters.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.adapters.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {

    @Test
    void members_are_slices_of_the_text() {
        var json = parse(" {\"a\" : 1.50 , \"b\":[ 1 , {} ],\n\"c\":\"\\u00e4\",\"d\":null} ");

        assertThat(json.kind()).isEqualTo(JsonValue.Kind.OBJECT);
        assertThat(json.members().keySet()).containsExactly("a", "b", "c", "d");
        assertThat(spelt(json.members().get("a"))).isEqualTo("1.50");
        assertThat(spelt(json.members().get("b"))).isEqualTo("[ 1 , {} ]");
        assertThat(spelt(json.members().get("c"))).isEqualTo("\"\\u00e4\"");
        assertThat(json.members().get("c").string()).isEqualTo("ä");
        assertThat(json.members().get("a").string()).isEqualTo("1.50");
        assertThat(json.members().get("b").elements())
                .extracting(JsonValueTest::spelt)
                .containsExactly("1", "{}");
    }

    @Test
    void null_counts_as_absent() {
        var json = parse("{\"a\":null,\"A\":1,\"b\":2}");

        assertThat(json.member("a")).isEmpty();
        assertThat(json.member("c")).isEmpty();
        assertThat(json.member("b")).isPresent();
        assertThat(json.memberIgnoringCase("a").orElseThrow().string()).isEqualTo("1");
        assertThat(json.memberIgnoringCase("B")).isPresent();
        assertThat(json.memberIgnoringCase("c")).isEmpty();
        assertThat(parse("[1]").member("a")).isEmpty();
        assertThat(parse("1").memberIgnoringCase("a")).isEmpty();
    }

    @Test
    void of_a_name_that_occurs_twice_the_last_value_counts() {
        var json = parse("{\"a\":1,\"b\":2,\"\\u0061\":3}");

        assertThat(json.members()).containsOnlyKeys("a", "b");
        assertThat(json.member("a").orElseThrow().string()).isEqualTo("3");
    }

    @Test
    void half_a_surrogate_pair_is_no_text() {
        assertThat(parse("\"y\\udc00\"").string()).isEqualTo("y?");
        assertThat(JsonValue.parse(utf8("{\"\\ud800x\":1}"))).isEmpty();
        assertThat(JsonValue.parse(utf8("{\"\\udc00\":1}"))).isEmpty();
        assertThat(parse("{\"\\ud83d\\ude00\":1}").members()).containsOnlyKeys("😀");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{}{}",
                "1 2",
                "nul",
                "truth",
                "{\"a\"}",
                "[1,]",
                "'a'",
                "\"a",
                "01",
                "+1",
                "\"\\x\"",
                "\"\n\"",
                "\u0000{}",
                "{\u0000}",
                "1\u0000",
                "NaN",
                "{}/**/",
                "\ufeff1"
            })
    void anything_else_is_no_value(String text) {
        assertThat(JsonValue.parse(utf8(text))).isEmpty();
    }

    @Test
    void bytes_that_are_no_utf8_are_no_value() {
        assertThat(JsonValue.parse(new byte[] {'"', (byte) 0xFF, '"'})).isEmpty();
        assertThat(JsonValue.parse("{\"a\":1}".getBytes(StandardCharsets.UTF_16BE))).isEmpty();
        assertThat(JsonValue.parse("{\"a\":1}".getBytes(StandardCharsets.UTF_16LE))).isEmpty();
    }

    @Test
    void only_arrays_have_elements_and_only_objects_members() {
        assertThatThrownBy(() -> parse("{}").elements()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> parse("[]").members()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> parse("1").utf8()).isInstanceOf(IllegalStateException.class);
    }

    /** Read by a tree of the same text. */
    @Property
    void finds_what_a_tree_has(@ForAll("texts") String text) {
        require(parse(text), JsonText.parse(text));
    }

    private static void require(JsonValue value, Object tree) {
        assertThat(JsonText.parse(value.json())).isEqualTo(tree);
        switch (tree) {
            case Map<?, ?> object -> {
                assertThat(value.members().keySet()).isEqualTo(object.keySet());
                value.members().forEach((name, member) -> require(member, object.get(name)));
            }
            case List<?> array -> {
                var elements = value.elements();
                assertThat(elements).hasSize(array.size());
                for (var i = 0; i < elements.size(); i++) {
                    require(elements.get(i), array.get(i));
                }
            }
            case String text -> assertThat(value.string()).isEqualTo(text);
            default -> assertThat(value.string()).isEqualTo(spelt(value));
        }
    }

    @Provide
    Arbitrary<String> texts() {
        var space = Arbitraries.of("", "", "", " ", "\n\t", "\r\n  ");
        var string =
                Arbitraries.of(
                                "a",
                                "é",
                                "\\n",
                                "\\u00e4",
                                "😀",
                                "\\ud83d\\ude00",
                                "\\\"",
                                "}",
                                "\\\\")
                        .list()
                        .ofMaxSize(4)
                        .map(it -> "\"" + String.join("", it) + "\"");
        var scalar =
                Arbitraries.oneOf(
                        string,
                        Arbitraries.of(
                                "0", "-1.50", "1e5", "12345678901234567890", "true", "null"));
        return Arbitraries.recursive(
                () -> scalar,
                inner ->
                        Arbitraries.oneOf(
                                inner.list()
                                        .ofMaxSize(3)
                                        .map(it -> "[" + String.join(",", it) + "]"),
                                inner.tuple2()
                                        .map(it ->
                                                "{\"b\":"
                                                        + it.get1()
                                                        + ",\"a\\u0041\": "
                                                        + it.get2()
                                                        + " }"),
                                inner.flatMap(it -> space.map(one -> one + it + one))),
                0,
                4);
    }

    private static JsonValue parse(String text) {
        return JsonValue.parse(utf8(text)).orElseThrow();
    }

    private static String spelt(JsonValue value) {
        return new String(value.json(), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
