package dev.kiln.adapters.apigateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.PayloadKind;
import dev.kiln.adapters.Received;
import dev.kiln.adapters.Requests;
import dev.kiln.adapters.Sources;
import dev.kiln.adapters.StreamedResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements STR. */
class FunctionUrlStreamTest {

    private static final String END = "\0".repeat(8);

    private final Sources url =
            Sources.of(PayloadKind.FUNCTION_URL, Map.of("invoke-mode", "RESPONSE_STREAM"));
    private final Received received = new Received();

    @Test
    void status_headers_and_cookies_come_before_the_body() {
        var response =
                streamed(
                        """
                        {"statusCode":201,"headers":{"X-A":"b","Content-Type":"text/html"},
                         "cookies":["a=1","b=2"],"body":{"ignored":[]},"isBase64Encoded":7}\
                        """
                                + END
                                + "Hello\0"
                                + END
                                + "x");

        assertThat(response.status()).isEqualTo(201);
        assertThat(Sources.header(response, "X-A")).containsExactly("b");
        assertThat(Sources.header(response, "Content-Type")).containsExactly("text/html");
        assertThat(Sources.header(response, "Set-Cookie")).containsExactly("a=1", "b=2");
        assertThat(Sources.text(response)).isEqualTo("Hello\0" + END + "x");
        assertThat(Sources.header(response, "x-amzn-RequestId"))
                .containsExactly(Requests.IDENTITY.invocationId());
    }

    @Test
    void the_client_has_the_head_as_soon_as_the_delimiter_is_there() {
        var stream = stream(Requests.get("/"));

        write(stream, "{\"statusCode\":202}" + "\0".repeat(7));
        assertThat(received.hasHead()).isFalse();
        write(stream, "\0");

        assertThat(received.hasHead()).isTrue();
        assertThat(received.pieces()).isZero();
        write(stream, "a");
        write(stream, "bc");
        assertThat(received.pieces()).isEqualTo(2);
    }

    @Test
    void a_body_without_prelude_goes_on_at_once() {
        var stream = stream(Requests.get("/"));

        write(stream, "plain");

        assertThat(received.pieces()).isEqualTo(1);
        assertThat(received.response().status()).isEqualTo(200);
        assertThat(Sources.header(received.response(), "Content-Type"))
                .containsExactly("application/octet-stream");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"statusCode\":404,\"body\":\"buffered\"}",
                "[1]\0\0\0\0\0\0\0\0x",
                " {}\0\0\0\0\0\0\0\0x",
                "{not json}\0\0\0\0\0\0\0\0x",
                "{}{}\0\0\0\0\0\0\0\0x",
                "{}\0\0\0\0\0\0\0x\0\0\0\0\0\0\0\0y",
                "{}\0\0\0\0\0\0\0",
                "{\"a\":\"\0\"}\0\0\0\0\0\0\0\0x",
                "\0\0\0\0\0\0\0\0x"
            })
    void what_is_no_prelude_is_a_body(String result) {
        var response = streamed(result);

        assertThat(response.status()).isEqualTo(200);
        assertThat(Sources.text(response)).isEqualTo(result);
        assertThat(Sources.header(response, "Content-Type"))
                .containsExactly("application/octet-stream");
        assertSame(whole(result), response);
    }

    @Test
    void a_prelude_has_16_kib_with_its_delimiter() {
        var longest = "{\"a\":\"" + "x".repeat(16 * 1024 - 16) + "\"}" + END;
        var tooLong = "{\"a\":\"" + "x".repeat(16 * 1024 - 15) + "\"}" + END;

        assertThat(longest).hasSize(16 * 1024);
        assertThat(Sources.text(streamed(longest + "y"))).isEqualTo("y");
        assertThat(Sources.text(whole(longest + "y"))).isEqualTo("y");
        assertThat(Sources.text(whole(tooLong + "y"))).isEqualTo(tooLong + "y");
    }

    @Test
    void a_longer_one_is_a_body() {
        var result = "{\"a\":\"" + "x".repeat(16 * 1024 - 15) + "\"}" + END + "y";

        assertThat(Sources.text(streamed(result))).isEqualTo(result);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"statusCode\":99}",
                "{\"statusCode\":200.5}",
                "{\"statusCode\":\"abc\"}",
                "{\"headers\":[]}",
                "{\"headers\":{\"a\":{}}}",
                "{\"headers\":{\"a b\":\"c\"}}",
                "{\"headers\":{\"a\":\"b\\r\\nc\"}}",
                "{\"cookies\":[\"a\\u0000\"]}",
                "{\"cookies\":[[]]}"
            })
    void a_prelude_that_breaks_a_rule_is_a_bad_gateway(String prelude) {
        var response = streamed(prelude + END + "secret");

        assertThat(response.status()).isEqualTo(502);
        assertThat(Sources.text(response)).isEqualTo("Internal Server Error");
        assertThat(url.problems()).singleElement().asString().contains("Prelude");
        assertSame(whole(prelude + END + "secret"), response);
    }

    @Test
    void what_would_steer_the_connection_has_no_effect() {
        var response =
                streamed(
                        "{\"headers\":{\"Content-Length\":\"1\",\"Transfer-Encoding\":\"gzip\","
                                + "\"Connection\":\"close\",\"content-type\":null}}"
                                + END
                                + "body");

        assertThat(Sources.text(response)).isEqualTo("body");
        for (var name :
                new String[] {
                    "Content-Length", "Transfer-Encoding", "Connection", "Content-Type"
                }) {
            assertThat(Sources.header(response, name)).as(name).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"HEAD, 200", "GET, 204", "GET, 304", "GET, 205"})
    void a_response_that_may_have_no_body_has_none(String method, int status) {
        var stream = stream(Requests.of(method, "/"));

        write(stream, "{\"statusCode\":" + status + "}" + END + "body");
        stream.end();

        assertThat(received.response().status()).isEqualTo(status);
        assertThat(received.pieces()).isZero();
        assertThat(Sources.header(received.response(), "Content-Length"))
                .hasSize(status == 205 ? 1 : 0);
    }

    @Test
    void where_the_pieces_end_makes_no_difference() {
        var result =
                Sources.utf8(
                        "{\"statusCode\":201,\"headers\":{\"A\":\"é\"}}" + END + "{\0é".repeat(9));
        var random = new Random(5);
        for (var round = 0; round < 200; round++) {
            var pieces = new Received();
            var stream = url.open(Requests.get("/")).stream(pieces).orElseThrow();
            for (var at = 0; at < result.length; ) {
                var length = Math.min(random.nextInt(20), result.length - at);
                stream.write(result, at, length);
                at += length;
            }
            stream.end();

            assertSame(whole(new String(result, StandardCharsets.UTF_8)), pieces.response());
        }
    }

    @Test
    void nothing_is_kept_of_the_writers_array() {
        var stream = stream(Requests.get("/"));
        var bytes = Sources.utf8("{\"statusCode\":201}" + END);

        for (var b : bytes) {
            var one = new byte[] {b};
            stream.write(one, 0, 1);
            one[0] = 'X';
        }

        assertThat(received.response().status()).isEqualTo(201);
    }

    @Test
    void a_whole_result_has_a_length() {
        var response = whole("{\"statusCode\":201}" + END + "four");

        assertThat(Sources.header(response, "Content-Length")).containsExactly("4");
    }

    @Test
    void in_buffered_mode_a_prelude_is_read_as_a_structured_result() {
        var buffered = Sources.of(PayloadKind.FUNCTION_URL, Map.of());
        var exchange = buffered.open(Requests.get("/"));

        var response = exchange.onResult(Sources.utf8("{\"statusCode\":201}" + END + "four"));

        assertThat(response.status()).isEqualTo(201);
        assertThat(Sources.text(response)).isEqualTo("four");
        assertThat(Sources.header(response, "Content-Type")).containsExactly("application/json");
        assertThat(exchange.stream(received)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FUNCTION_URL")
    void other_gateways_do_not_stream(PayloadKind kind) {
        assertThat(Sources.of(kind, Map.of()).open(Requests.get("/")).stream(received)).isEmpty();
        assertThatThrownBy(() -> Sources.of(kind, Map.of("invoke-mode", "RESPONSE_STREAM")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'invoke-mode' is 'RESPONSE_STREAM'");
    }

    private StreamedResponse stream(Requests request) {
        return url.open(request).stream(received).orElseThrow();
    }

    private OutboundResponse streamed(String result) {
        var stream = stream(Requests.get("/"));
        write(stream, result);
        stream.end();
        assertThat(received.hasHead()).isTrue();
        return received.response();
    }

    private OutboundResponse whole(String result) {
        return Sources.of(PayloadKind.FUNCTION_URL, Map.of("invoke-mode", "RESPONSE_STREAM"))
                .open(Requests.get("/"))
                .onResult(Sources.utf8(result));
    }

    private static void write(StreamedResponse stream, String text) {
        var bytes = Sources.utf8(text);
        stream.write(bytes, 0, bytes.length);
    }

    private static void assertSame(OutboundResponse whole, OutboundResponse streamed) {
        assertThat(streamed.status()).isEqualTo(whole.status());
        assertThat(streamed.body()).isEqualTo(whole.body());
        assertThat(Sources.header(streamed, "A")).isEqualTo(Sources.header(whole, "A"));
    }
}
