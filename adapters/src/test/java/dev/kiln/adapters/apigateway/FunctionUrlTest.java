package dev.kiln.adapters.apigateway;

import static dev.kiln.adapters.JsonText.ABSENT;
import static dev.kiln.adapters.JsonText.at;
import static dev.kiln.adapters.JsonText.members;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.adapters.JsonText;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.PayloadKind;
import dev.kiln.adapters.Requests;
import dev.kiln.adapters.Sources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements URL, RU and ERR of a Function URL that no recorded case shows. */
class FunctionUrlTest {

    private final Sources url = Sources.of(PayloadKind.FUNCTION_URL, Map.of());

    @Test
    void a_bare_request_has_the_keys_that_are_always_there_and_no_others() {
        var event = url.event(Requests.get("/"));

        assertThat(members(event))
                .containsOnlyKeys(
                        "version",
                        "routeKey",
                        "rawPath",
                        "rawQueryString",
                        "headers",
                        "requestContext",
                        "isBase64Encoded");
        assertThat(members(event, "requestContext"))
                .containsOnlyKeys(
                        "accountId",
                        "apiId",
                        "domainName",
                        "domainPrefix",
                        "http",
                        "requestId",
                        "routeKey",
                        "stage",
                        "time",
                        "timeEpoch");
    }

    @Test
    void the_path_is_shown_in_both_forms() {
        var event = url.event(Requests.get("/a%20b/%2525/%zz//"));

        assertThat(at(event, "rawPath")).isEqualTo("/a%20b/%2525/%zz//");
        assertThat(at(event, "requestContext", "http", "path")).isEqualTo("/a b/%25/%zz//");
    }

    @Test
    void the_request_is_the_invocation() {
        var exchange = url.open(Requests.get("/"));
        var id = at(JsonText.parse(exchange.event()), "requestContext", "requestId");

        var response = exchange.onResult(Sources.utf8("{\"statusCode\":200}"));

        assertThat(id).isEqualTo(Requests.IDENTITY.invocationId());
        assertThat(Sources.header(response, "x-amzn-RequestId"))
                .containsExactly(Requests.IDENTITY.invocationId());
        assertThat(Sources.header(response, "X-Amzn-Trace-Id"))
                .containsExactly(exchange.traceHeader());
    }

    @Test
    void neither_routes_nor_stages_apply() {
        var source =
                Sources.of(
                        PayloadKind.FUNCTION_URL,
                        Map.of(
                                "routes", "GET /only/{this}",
                                "stage", "dev",
                                "stage-variables", "a=b",
                                "base-path", "/v1"));

        var event = source.event(Requests.get("/other"));

        assertThat(at(event, "routeKey")).isEqualTo("$default");
        assertThat(at(event, "requestContext", "stage")).isEqualTo("$default");
        assertThat(at(event, "rawPath")).isEqualTo("/other");
        assertThat(at(event, "stageVariables")).isSameAs(ABSENT);
        assertThat(at(event, "pathParameters")).isSameAs(ABSENT);
    }

    @Test
    void cookies_are_there_twice_and_the_connection_not_at_all() {
        var event =
                url.event(
                        Requests.get("/")
                                .header("Cookie", "a=1; b=2")
                                .header("Cookie", "c=3")
                                .header("Connection", "close")
                                .header("Keep-Alive", "1")
                                .header("TE", "trailers")
                                .header("Via", "1.1 x")
                                .header("X-Two", "1")
                                .header("x-two", "2"));

        assertThat(at(event, "cookies")).isEqualTo(List.of("a=1", "b=2", "c=3"));
        assertThat(members(event, "headers"))
                .containsEntry("cookie", "a=1; b=2,c=3")
                .containsEntry("via", "1.1 x")
                .containsEntry("x-two", "1,2")
                .containsEntry("content-length", "0")
                .doesNotContainKeys("connection", "keep-alive", "te");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json; charset=x, false",
        "text/csv, false",
        "application/xml, false",
        "application/javascript, false",
        "application/x-www-form-urlencoded, true",
        "application/problem+json, true",
        "image/png, true",
        "'', true"
    })
    void a_body_is_base64_unless_its_type_is_one_of_text(String type, boolean base64) {
        var request = Requests.post("/").body("a=b");
        var event = url.event(type.isEmpty() ? request : request.header("Content-Type", type));

        assertThat(at(event, "isBase64Encoded")).isEqualTo(base64);
        assertThat(at(event, "body")).isEqualTo(base64 ? "YT1i" : "a=b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"statusCode\":0}",
                "{\"statusCode\":null}",
                "{\"statusCode\":200.5}",
                "{\"statusCode\":200,\"headers\":{\"a\":[]}}",
                "{\"statusCode\":200,\"headers\":{\"a\":\"b\\nc\"}}",
                "{\"statusCode\":200,\"body\":\"%\",\"isBase64Encoded\":true}"
            })
    void a_result_that_breaks_a_rule_is_a_bad_gateway(String result) {
        assertBadGateway(url.response(result));
        assertThat(url.problems()).hasSize(1);
    }

    @Test
    void errors_and_timeouts_tell_nothing() {
        var exchange = url.open(Requests.get("/"));

        assertBadGateway(exchange.onFunctionError(Sources.utf8("{\"errorMessage\":\"secret\"}")));
        assertBadGateway(exchange.onTimeout(Duration.ofSeconds(3)));
    }

    @Test
    void a_busy_function_is_too_many_requests() {
        assertThat(url.open(Requests.get("/")).onThrottled().status()).isEqualTo(429);
    }

    @Test
    void it_waits_as_long_as_the_function_runs() {
        var source = Sources.of(PayloadKind.FUNCTION_URL, Map.of("emulate-gateway-limits", "true"));

        assertThat(source.source().gatewayTimeout()).isEmpty();
        assertThat(source.source().maxBodyBytes()).isEqualTo(6_291_556);
        assertThatThrownBy(() -> source.open(Requests.get("/")).onGatewayTimeout())
                .isInstanceOf(IllegalStateException.class);
    }

    private static void assertBadGateway(OutboundResponse response) {
        assertThat(response.status()).isEqualTo(502);
        assertThat(Sources.text(response)).isEqualTo("Internal Server Error");
        assertThat(Sources.header(response, "Content-Type")).containsExactly("text/plain");
        assertThat(Sources.header(response, "x-amzn-RequestId")).hasSize(1);
    }
}
