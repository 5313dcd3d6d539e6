package dev.kiln.adapters.cors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.PayloadKind;
import dev.kiln.adapters.Received;
import dev.kiln.adapters.Rejection;
import dev.kiln.adapters.Requests;
import dev.kiln.adapters.Sources;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Statements COR-1, COR-3, COR-4 and COR-6. */
class CorsGatewayTest {

    private static final String SHOP = "https://shop.example.com";
    private static final Map<String, String> CORS = Map.of("cors-allow-origins", SHOP);

    @ParameterizedTest
    @CsvSource({"HTTP_V2, 204, Apigw-Requestid", "FUNCTION_URL, 200, x-amzn-RequestId"})
    void the_gateway_answers_preflight_requests(PayloadKind kind, int status, String signature) {
        var answer = Sources.of(kind, CORS).refusal(preflight(SHOP));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
        assertThat(allowed(answer)).isTrue();
        assertThat(Sources.header(answer, signature)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_V2", "FUNCTION_URL"})
    void it_answers_other_origins_too_but_allows_nothing(PayloadKind kind) {
        var answer = Sources.of(kind, CORS).refusal(preflight("https://evil.example"));

        assertThat(answer.status()).isBetween(200, 204);
        assertThat(allowed(answer)).isFalse();
    }

    @Test
    void no_route_is_needed_for_a_preflight_request() {
        var settings = new HashMap<>(CORS);
        settings.put("routes", "GET /a");

        assertThat(Sources.of(PayloadKind.HTTP_V2, settings).refusal(preflight(SHOP)).status())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @EnumSource(PayloadKind.class)
    void without_configuration_options_is_an_ordinary_request(PayloadKind kind) {
        assertThat(Sources.of(kind, Map.of()).open(preflight(SHOP)).event()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_V2", "FUNCTION_URL"})
    void every_answer_tells_the_browser_that_it_may_look(PayloadKind kind) {
        var source = Sources.of(kind, CORS);
        var exchange = source.open(Requests.get("/").header("Origin", SHOP));

        assertThat(allowed(exchange.onResult(Sources.utf8("1")))).isTrue();
        assertThat(allowed(exchange.onFunctionError(Sources.utf8("{}")))).isTrue();
        assertThat(allowed(exchange.onTimeout(Duration.ofSeconds(1)))).isTrue();
        assertThat(allowed(exchange.onThrottled())).isTrue();
        assertThat(
                        allowed(
                                source.source()
                                        .onRejected(
                                                Requests.get("/").header("Origin", SHOP).build(),
                                                Requests.IDENTITY,
                                                new Rejection(
                                                        Rejection.Reason.FORBIDDEN, "Bearer"))))
                .isTrue();
        assertThat(exchange.event()).isNotEmpty();
        assertThat(exchange.traceHeader()).isNotEmpty();
        assertThat(source.source().kind()).isEqualTo(kind);
    }

    @Test
    void a_refusal_tells_it_too() {
        var settings = new HashMap<>(CORS);
        settings.put("routes", "GET /a");
        var source = Sources.of(PayloadKind.HTTP_V2, settings);

        var refusal = source.refusal(Requests.get("/b").header("Origin", SHOP));

        assertThat(refusal.status()).isEqualTo(404);
        assertThat(allowed(refusal)).isTrue();
    }

    @Test
    void an_unlisted_origin_reaches_the_function() {
        var exchange =
                Sources.of(PayloadKind.HTTP_V2, CORS)
                        .open(Requests.get("/").header("Origin", "https://evil.example"));

        assertThat(
                        allowed(
                                exchange.onResult(
                                        Sources.utf8(
                                                """
                                                {"statusCode":200,"headers":
                                                 {"Access-Control-Allow-Origin":"*"}}
                                                """))))
                .isFalse();
    }

    @Test
    void a_streamed_response_tells_it_too() {
        var settings = new HashMap<>(CORS);
        settings.put("invoke-mode", "RESPONSE_STREAM");
        var received = new Received();

        var stream =
                Sources.of(PayloadKind.FUNCTION_URL, settings)
                        .open(Requests.get("/").header("Origin", SHOP))
                        .stream(received)
                        .orElseThrow();
        stream.write(Sources.utf8("x"), 0, 1);
        stream.end();

        assertThat(allowed(received.response())).isTrue();
        assertThat(Sources.text(received.response())).isEqualTo("x");
    }

    @ParameterizedTest
    @EnumSource(names = {"REST_V1", "ALB", "ALB_MULTI", "RAW"})
    void other_gateways_have_no_such_setting(PayloadKind kind) {
        assertThatThrownBy(() -> Sources.of(kind, CORS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cors-*")
                .hasMessageContaining(kind.settingValue());
    }

    private static Requests preflight(String origin) {
        return Requests.of("OPTIONS", "/b")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "GET");
    }

    private static boolean allowed(OutboundResponse response) {
        var values = Sources.header(response, "Access-Control-Allow-Origin");
        assertThat(values).hasSizeLessThan(2);
        return values.contains(SHOP);
    }
}
