package dev.kiln.adapters.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** The judge is what the library makes of the same strings, one character after the other. */
class JsonStringsTest {

    private static final JsonFactory PLAIN = new JsonFactory();
    private static final JsonFactory ESCAPING =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Property
    void are_escaped_as_the_library_does(@ForAll("texts") String text) {
        var utf8 = text.getBytes(UTF_8);

        var escaped = JsonStrings.escaped(utf8);

        Assume.that(escaped != null);
        assertThat("\"" + new String(escaped, UTF_8) + "\"")
                .isEqualTo(new String(written(PLAIN, new String(utf8, UTF_8)), UTF_8));
    }

    @Property
    void are_read_as_the_library_does(@ForAll("texts") String text) {
        var whole = new String(text.getBytes(UTF_8), UTF_8);

        assertThat(read(written(PLAIN, whole))).isEqualTo(whole.getBytes(UTF_8));
        assertThat(read(written(ESCAPING, whole))).isEqualTo(whole.getBytes(UTF_8));
    }

    @Property(tries = 10_000)
    void are_no_strings_where_the_library_finds_none(
            @ForAll("texts") String text, @ForAll Random random) {
        var json =
                written(
                        random.nextBoolean() ? PLAIN : ESCAPING,
                        new String(text.getBytes(UTF_8), UTF_8));
        for (var changes = random.nextInt(4); changes > 0; changes--) {
            json[1 + random.nextInt(json.length - 1)] = changed(random);
        }

        assertThat(read(json)).isEqualTo(readByCharacters(json));
    }

    private static byte changed(Random random) {
        var likely = "\\\"/bfnrtuxX0dD8cCfF \n";
        return (byte)
                (random.nextInt(4) == 0
                        ? random.nextInt(256)
                        : likely.charAt(random.nextInt(likely.length())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\ud83d\\ude00",
                "\\uD83D\\uDE00",
                "\\ud83d",
                "\\ud83dx",
                "\\ud83d\\u0041",
                "\\ud83d\\n",
                "\\ude00",
                "\\/\\b\\f\\n\\r\\t\\\\\\\"",
                "\\u0000\\u007f\\u0080\\u07ff\\u0800\\uffff",
                "\\",
                "\\x",
                "\\u12",
                "\\u12g4",
                "aaaa\\u",
                "aaaa\\u1",
                "a\u0001b"
            })
    void escapes_of_all_kinds(String content) {
        var json = ("\"" + content + "\"").getBytes(UTF_8);

        assertThat(read(json)).isEqualTo(readByCharacters(json));
    }

    @Test
    void what_is_full_of_escapes_is_left_to_the_library() {
        assertThat(JsonStrings.escaped("{\"a\":1}".repeat(100).getBytes(UTF_8))).isNull();
        assertThat(JsonStrings.escaped("{\"a\":1}".getBytes(UTF_8))).isNotNull();
        assertThat(JsonStrings.escaped(("\"" + "x".repeat(100)).repeat(100).getBytes(UTF_8)))
                .isNotNull();
    }

    @Test
    void what_needs_no_escape_is_not_copied() {
        var text = "plain, ünd nöt".getBytes(UTF_8);

        assertThat(JsonStrings.escaped(text)).isSameAs(text);
    }

    @Provide
    Arbitrary<String> texts() {
        var any = Arbitraries.strings().ofMaxLength(40);
        var special = Arbitraries.strings().withChars("\\\"\n\r\t\b\f\u0000\u001f/").ofMaxLength(9);
        var letters = Arbitraries.strings().alpha().ofMaxLength(30);
        return Arbitraries.oneOf(any, special, letters)
                .list()
                .ofMaxSize(6)
                .map(parts -> parts.stream().collect(Collectors.joining()));
    }

    private static byte[] written(JsonFactory factory, String text) {
        var json = new ByteArrayOutputStream();
        try (var generator = factory.createGenerator(ObjectWriteContext.empty(), json)) {
            generator.writeString(text);
        }
        return json.toByteArray();
    }

    private static byte[] read(byte[] json) {
        return read(json, parser -> JsonStrings.read(parser, json));
    }

    private static byte[] readByCharacters(byte[] json) {
        return read(json, parser -> parser.getString().getBytes(UTF_8));
    }

    /** "no string" if it or what follows is malformed. */
    private static byte[] read(byte[] json, Function<JsonParser, byte[]> how) {
        try (var parser = PLAIN.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            var text = how.apply(parser);
            return parser.nextToken() == null ? text : "no string".getBytes(UTF_8);
        } catch (JacksonException e) {
            return "no string".getBytes(UTF_8);
        }
    }
}
