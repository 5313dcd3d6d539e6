package dev.kiln.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.MalformedResultException;
import dev.kiln.adapters.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseLinesTest {

    private static final byte[] BODY = Sources.utf8("hello");

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "a:b", "a\r\nb", "ä", "a(b)", "a\u0000", "\"a\"", "a/b", " a"})
    void a_name_that_is_no_token_is_refused(String name) {
        assertThatThrownBy(() -> new ResponseLines("GET").add(name, "x"))
                .isInstanceOf(MalformedResultException.class)
                .hasMessageNotContainingAny("\r", "\n", "\u0000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nSet-Cookie: x=1",
                "a\nb",
                "a\rb",
                "a\u0000b",
                "a\u0001b",
                "a\u007Fb",
                "a\u000Bb"
            })
    void a_value_that_could_end_its_line_is_refused(String value) {
        assertThatThrownBy(() -> new ResponseLines("GET").add("X-A", value))
                .isInstanceOf(MalformedResultException.class)
                .hasMessageContaining("X-A")
                .hasMessageNotContaining("Set-Cookie");
    }

    @Test
    void the_connection_is_the_servers_business() throws MalformedResultException {
        var lines = new ResponseLines("GET");
        for (var name :
                new String[] {
                    "content-length",
                    "Transfer-Encoding",
                    "Connection",
                    "Keep-Alive",
                    "TE",
                    "Trailer",
                    "Upgrade",
                    "Proxy-Anything"
                }) {
            lines.add(name, "99");
        }

        var response = lines.complete(200, BODY);

        assertThat(response.headers()).containsExactly(new HeaderField("Content-Length", "5"));
    }

    @Test
    void text_beyond_latin_1_goes_out_as_utf_8() throws MalformedResultException {
        var lines = new ResponseLines("GET");
        lines.add("X-Latin", " café\t");
        lines.add("X-Greek", "λ");

        var response = lines.complete(200, BODY);

        assertThat(Sources.header(response, "X-Latin")).containsExactly("café");
        assertThat(Sources.header(response, "X-Greek")).containsExactly("\u00CE\u00BB");
    }

    @Test
    void the_answer_to_head_has_the_length_of_the_body_it_does_not_send() {
        var response = new ResponseLines("HEAD").complete(200, BODY);

        assertThat(response.body()).isEmpty();
        assertThat(Sources.header(response, "content-length")).containsExactly("5");
    }

    @Test
    void a_handler_that_makes_no_body_for_head_may_say_its_length()
            throws MalformedResultException {
        var head = new ResponseLines("HEAD");
        head.add("Content-Length", "1234");
        var nonsense = new ResponseLines("HEAD");
        nonsense.add("Content-Length", "12x");
        var get = new ResponseLines("GET");
        get.add("Content-Length", "1234");

        assertThat(Sources.header(head.complete(200, new byte[0]), "content-length"))
                .containsExactly("1234");
        assertThat(Sources.header(nonsense.complete(200, new byte[0]), "content-length"))
                .containsExactly("0");
        assertThat(Sources.header(get.complete(200, new byte[0]), "content-length"))
                .containsExactly("0");
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void statuses_without_a_body_have_no_length_either(int status) {
        var response = new ResponseLines("GET").complete(status, BODY);

        assertThat(response.body()).isEmpty();
        assertThat(response.headers()).isEmpty();
    }

    @Test
    void reset_content_is_empty() {
        var response = new ResponseLines("GET").complete(205, BODY);

        assertThat(response.body()).isEmpty();
        assertThat(Sources.header(response, "content-length")).containsExactly("0");
    }

    @Test
    void the_gateways_own_line_replaces_the_functions() throws MalformedResultException {
        var lines = new ResponseLines("GET");
        lines.add("apigw-requestid", "forged");
        lines.add("APIGW-requestid", "forged");

        var response = lines.with("Apigw-Requestid", "own").complete(200, BODY);

        assertThat(Sources.header(response, "apigw-requestid")).containsExactly("own");
    }
}
