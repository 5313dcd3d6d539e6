package dev.kiln.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentTest {

    @ParameterizedTest
    @CsvSource({
        "/plain, /plain",
        "/a%20b, '/a b'",
        "/a%2Fb, /a/b",
        "/a+b, /a+b",
        "/%CE%BB, /λ",
        "/λ%20, '/λ '",
        "/%252F, /%2F"
    })
    void escapes_are_decoded_once(String text, String decoded) {
        assertThat(Percent.decoded(text)).isEqualTo(decoded);
    }

    @ParameterizedTest
    @CsvSource({"a+b, 'a b'", "a%2Bb, a+b", "a%20b+c, 'a b c'", "+%ZZ+, ' %ZZ '"})
    void forms_write_a_space_as_plus(String text, String decoded) {
        assertThat(Percent.formDecoded(text)).isEqualTo(decoded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "a%", "%zz", "%2%46th", "100%done", "%٠٠", "%+1", "%-1"})
    void a_malformed_escape_stays_as_it_is(String text) {
        var decoded = Percent.decoded(text);

        assertThat(Percent.hasMalformedEscape(text)).isTrue();
        assertThat(decoded).isEqualTo(text.replace("%46", "F"));
    }

    @Test
    void bytes_that_are_no_utf8_become_replacement_characters() {
        assertThat(Percent.decoded("%FF%41")).isEqualTo("\uFFFDA");
        assertThat(Percent.hasMalformedEscape("%FF%41")).isFalse();
    }
}
