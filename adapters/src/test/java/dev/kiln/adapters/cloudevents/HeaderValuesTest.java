package dev.kiln.adapters.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderValuesTest {

    /** The example of the specification. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "Euro € 😀, Euro%20%E2%82%AC%20%F0%9F%98%80",
                "50%, 50%25",
                "a\"b, a%22b",
                "a+b/c;d=e~, a+b/c;d=e~",
            })
    void encodes_as_the_binding_says(String text, String wire) {
        assertThat(HeaderValues.encoded(text)).isEqualTo(wire);
        assertThat(HeaderValues.decoded(wire)).hasValue(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "%e2%82%ac        | €",
                "%2541            | %41",
                "%61b             | ab",
                "100%             | 100%",
                "%                | %",
                "%4               | %4",
                "%zz%20           | `%zz `",
                "a+b              | a+b",
                "\"a b\"          | a b",
                "\"a \\\"b\\\" c\" | a \"b\" c",
                "\"%20\\\\\"      | ` \\`",
                "\"               | \"",
                "\"a              | \"a",
                "a \"b\"          | a \"b\"",
                "\"\"             | ``",
            })
    void undoes_quotes_and_then_one_round_of_escapes(String wire, String text) {
        assertThat(HeaderValues.decoded(wire)).hasValue(text);
    }

    @ParameterizedTest
    @CsvSource({"%C0%A0", "%E2%82", "%80", "%ED%A0%80", "%F4%90%80%80", "%C3x%A9"})
    void refuses_what_is_no_utf8(String wire) {
        assertThat(HeaderValues.decoded(wire)).isEmpty();
    }

    @Property
    void any_text_comes_back(@ForAll String text) {
        var character = StandardCharsets.UTF_8.newEncoder().canEncode(text) ? text : "�";

        var wire = HeaderValues.encoded(character);

        assertThat(wire).matches("[!-~&&[^\"]]*");
        assertThat(HeaderValues.decoded(wire)).hasValue(character);
    }

    @Property
    void raw_utf8_as_brokers_send_it_comes_through(@ForAll String text) {
        var plain = text.replaceAll("[%\"\\p{Cs}]", "");
        var wire = new String(plain.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        assertThat(HeaderValues.decoded(wire)).hasValue(plain);
    }
}
