package dev.kiln.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests and results that nobody means well with: an answer each, and in good time. */
@Timeout(20)
class BadInputTest {

    private static final String SYNTAX = "/?&=%+;,:\"\\{}[]0afF.-";
    private static final PayloadKind[] GATEWAYS = {
        PayloadKind.HTTP_V2, PayloadKind.REST_V1, PayloadKind.FUNCTION_URL, PayloadKind.ALB
    };

    @Test
    void ten_thousand_header_lines_of_one_name_and_of_many() {
        for (var kind : GATEWAYS) {
            var one = Requests.get("/");
            var many = Requests.get("/");
            for (var i = 0; i < 10_000; i++) {
                one.header("X-A", "value" + i);
                many.header("X-" + i, "value");
            }
            var api = Sources.of(kind, Map.of());

            assertThat(JsonText.members(api.event(one), "headers")).hasSizeLessThan(10);
            assertThat(JsonText.members(api.event(many), "headers")).hasSizeGreaterThan(10_000);
        }
    }

    @Test
    void ten_thousand_hops_and_cookies() {
        for (var kind : GATEWAYS) {
            var request =
                    Requests.get("/")
                            .header("X-Forwarded-For", "10.0.0.1, ".repeat(10_000) + "10.0.0.2")
                            .header("Forwarded", "for=\"".repeat(10_000))
                            .header("Cookie", "a=b;".repeat(10_000))
                            .header("X-Amzn-Trace-Id", ";".repeat(10_000))
                            .header("Accept", ",".repeat(10_000));

            assertThat(Sources.of(kind, Map.of()).open(request).event()).isNotEmpty();
        }
    }

    @Test
    void a_query_of_a_megabyte() {
        for (var kind : GATEWAYS) {
            var distinct = new StringBuilder("/?");
            for (var i = 0; i < 100_000; i++) {
                distinct.append("k").append(i).append("=%41+&");
            }
            var repeated = "/?" + "a=%zz&".repeat(200_000);
            var api = Sources.of(kind, Map.of());

            var many = api.event(Requests.get(distinct.toString()));
            var one = api.event(Requests.get(repeated));

            assertThat(JsonText.members(many, "queryStringParameters")).hasSize(100_000);
            assertThat(JsonText.members(one, "queryStringParameters")).hasSize(1);
        }
    }

    @Test
    void a_path_of_nothing_but_slashes_or_percent_signs() {
        for (var kind : GATEWAYS) {
            var api = Sources.of(kind, Map.of("stage", "s", "stage-in-path", "true"));

            assertThat(api.open(Requests.get("/s" + "/".repeat(100_000))).event()).isNotEmpty();
            assertThat(api.open(Requests.get("/s/" + "%".repeat(100_000))).event()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(PayloadKind.class)
    void random_bytes_for_requests_and_results_always_get_an_answer(PayloadKind kind) {
        var random = new Random(20260307);
        var api = Sources.of(kind, Map.of());
        for (var i = 0; i < 3_000; i++) {
            var request =
                    Requests.of("POST", "/" + noise(random, 40))
                            .header("Host", noise(random, 20))
                            .header("Content-Type", random.nextBoolean() ? "text/plain" : "a/b")
                            .header("X-Forwarded-For", noise(random, 20))
                            .header("X-Forwarded-Host", noise(random, 5))
                            .header("Forwarded", "for=" + noise(random, 20))
                            .header("Cookie", noise(random, 20))
                            .header("traceparent", noise(random, 60))
                            .header("x-amzn-trace-id", noise(random, 20))
                            .body(noise(random, 50).getBytes(StandardCharsets.ISO_8859_1))
                            .from(noise(random, 12));

            var exchange = api.open(request);
            if (kind != PayloadKind.RAW) {
                JsonText.parse(exchange.event());
            }
            var response =
                    exchange.onResult(noise(random, 60).getBytes(StandardCharsets.ISO_8859_1));

            assertThat(response.status()).isBetween(200, 599);
        }
    }

    @ParameterizedTest
    @EnumSource(PayloadKind.class)
    void every_prefix_and_every_damaged_copy_of_a_result_gets_an_answer(PayloadKind kind) {
        var result =
                Sources.utf8(
                        """
                        {"statusCode":200,"headers":{"a":"b","n":1.5,"z":null},"body":"\\u00e9 text",
                         "multiValueHeaders":{"m":["x",true]},"isBase64Encoded":"false"}
                        """);
        var exchange = Sources.of(kind, Map.of()).open(Requests.get("/"));
        var random = new Random(1);
        for (var length = 0; length < result.length; length++) {
            var prefix = Arrays.copyOf(result, length);
            var damaged = result.clone();
            damaged[length] = (byte) random.nextInt(256);

            assertThat(exchange.onResult(prefix).status()).isBetween(200, 599);
            assertThatCode(() -> exchange.onResult(damaged)).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @EnumSource(PayloadKind.class)
    void no_answer_ever_lets_a_result_end_a_header_line(PayloadKind kind) {
        var exchange = Sources.of(kind, Map.of()).open(Requests.get("/"));
        for (var c = 0; c < 0x300; c++) {
            var evil = "\\u%04x".formatted(c);
            var result =
                    "{\"statusCode\":200,\"headers\":{\"a%s\":\"b\",\"c\":\"d%se\"}}"
                            .formatted(evil, evil);

            for (var line : exchange.onResult(Sources.utf8(result)).headers()) {
                assertThat(line.name()).matches("[!#-'*+.^_`|~0-9A-Za-z-]+");
                assertThat(line.value()).matches("[\\t -~\\x80-\\xff]*");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(PayloadKind.class)
    void a_result_of_six_megabytes_is_no_burden(PayloadKind kind) {
        var exchange = Sources.of(kind, Map.of()).open(Requests.get("/"));
        var text = "\\u00e9\\n".repeat(700_000);

        var response =
                exchange.onResult(Sources.utf8("{\"statusCode\":200,\"body\":\"" + text + "\"}"));
        exchange.onTimeout(Duration.ofSeconds(1));

        assertThat(response.body().length).isGreaterThanOrEqualTo(2_100_000);
    }

    private static String noise(Random random, int length) {
        var text = new StringBuilder();
        for (var i = random.nextInt(length + 1); i > 0; i--) {
            // Half of it from what parsers look at.
            text.append(
                    random.nextBoolean()
                            ? SYNTAX.charAt(random.nextInt(SYNTAX.length()))
                            : (char) (0x20 + random.nextInt(0xE0)));
        }
        return text.toString();
    }
}
