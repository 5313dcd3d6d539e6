package dev.kiln.adapters.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.JsonText;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.PayloadKind;
import dev.kiln.adapters.Requests;
import dev.kiln.adapters.Sources;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements R2, RSP and ERR of format 2.0's responses that no recorded case shows. */
class HttpApiResponseTest {

    private final Sources api = Sources.of(PayloadKind.HTTP_V2, Map.of());

    @Test
    void every_response_carries_the_requests_id() {
        var exchange = api.open(Requests.get("/"));
        var id = JsonText.at(JsonText.parse(exchange.event()), "requestContext", "requestId");

        assertThat(Sources.header(exchange.onResult(Sources.utf8("1")), "Apigw-Requestid"))
                .containsExactly((String) id);
        assertThat(Sources.header(exchange.onThrottled(), "Apigw-Requestid"))
                .containsExactly((String) id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null|null",
                "12.50|12.50",
                "[1, 2]|[1, 2]",
                "true|true",
                "{\"body\":\"x\",\"headers\":{\"a\":[]}}|{\"body\":\"x\",\"headers\":{\"a\":[]}}",
                "\"\\u00e9/\"|é/",
                "''|''",
                "plain text|plain text"
            })
    void a_result_without_a_status_is_the_body(String result, String body) {
        var response = api.response(result);

        assertThat(response.status()).isEqualTo(200);
        assertThat(Sources.text(response)).isEqualTo(body);
        assertThat(Sources.header(response, "Content-Type")).containsExactly("application/json");
        assertThat(api.problems()).isEmpty();
    }

    @Test
    void a_truncated_result_is_the_body_even_if_a_status_was_read() {
        var response = api.response("{\"statusCode\":404,\"body\":\"x");

        assertThat(response.status()).isEqualTo(200);
        assertThat(Sources.text(response)).isEqualTo("{\"statusCode\":404,\"body\":\"x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"statusCode\":null}",
                "{\"statusCode\":\"abc\"}",
                "{\"statusCode\":101}",
                "{\"statusCode\":600}",
                "{\"statusCode\":200,\"headers\":{\"a\":{}}}",
                "{\"statusCode\":200,\"headers\":{\"a b\":\"x\"}}",
                "{\"statusCode\":200,\"headers\":{\"a\":\"x\\r\\nSet-Cookie: y\"}}",
                "{\"statusCode\":200,\"cookies\":[\"a=b\\r\\nX: y\"]}",
                "{\"statusCode\":200,\"body\":\"*\",\"isBase64Encoded\":true}",
                "{\"statusCode\":200,\"body\":\"YQ==\\r\\nYQ==\",\"isBase64Encoded\":true}",
                "{\"statusCode\":200,\"body\":{},\"isBase64Encoded\":true}"
            })
    void a_structured_result_that_breaks_a_rule_is_an_internal_error(String result) {
        var response = api.response(result);

        assertInternalError(response);
        assertThat(api.problems()).hasSize(1);
        assertThat(api.problems().getFirst()).startsWith(Requests.IDENTITY.invocationId());
        assertThat(Sources.header(response, "Set-Cookie")).isEmpty();
    }

    @Test
    void an_array_as_a_headers_value_is_an_internal_error_and_the_log_names_it() {
        api.response("{\"statusCode\":200,\"headers\":{\"set-cookie\":[\"secret\"]}}");

        assertThat(api.problems().getFirst()).contains("'set-cookie'").doesNotContain("secret");
    }

    @Test
    void cookies_and_a_cookie_header_are_lines_of_their_own() {
        var response =
                api.response(
                        """
                        {"statusCode":"201","cookies":["a=1","b=2",null],"headers":{"set-cookie":"c=3"}}
                        """);

        assertThat(response.status()).isEqualTo(201);
        assertThat(Sources.header(response, "set-cookie"))
                .containsExactlyInAnyOrder("a=1", "b=2", "c=3")
                .containsSubsequence("a=1", "b=2");
    }

    @Test
    void cookies_that_are_no_list_are_ignored() {
        var response = api.response("{\"statusCode\":200,\"cookies\":\"a=1\",\"body\":\"x\"}");

        assertThat(Sources.text(response)).isEqualTo("x");
        assertThat(Sources.header(response, "set-cookie")).isEmpty();
    }

    @Test
    void multi_value_headers_have_no_effect_but_a_line_in_the_log() {
        var response =
                api.response(
                        "{\"statusCode\":200,\"multiValueHeaders\":{\"a\":\"b\"},\"body\":\"x\"}");

        assertThat(response.status()).isEqualTo(200);
        assertThat(Sources.header(response, "a")).isEmpty();
        assertThat(api.problems())
                .singleElement()
                .asString()
                .contains("multiValueHeaders has no effect");
    }

    @Test
    void unset_fields_of_the_event_library_mean_nothing() {
        var response =
                api.response(
                        """
                        {"statusCode":200,"headers":null,"multiValueHeaders":null,"cookies":null,
                         "body":null,"isBase64Encoded":false}
                        """);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(Sources.header(response, "Content-Length")).containsExactly("0");
        assertThat(api.problems()).isEmpty();
    }

    @Test
    void a_body_that_is_json_is_sent_as_json() {
        var response = api.response("{\"statusCode\":200,\"body\":{\"n\": 1.0}}");

        assertThat(Sources.text(response)).isEqualTo("{\"n\": 1.0}");
    }

    @Test
    void the_functions_content_type_counts_and_null_suppresses_the_default() {
        assertThat(
                        Sources.header(
                                api.response(
                                        "{\"statusCode\":200,\"headers\":{\"content-type\":\"a/b\"}}"),
                                "Content-Type"))
                .containsExactly("a/b");
        assertThat(
                        Sources.header(
                                api.response(
                                        "{\"statusCode\":200,\"headers\":{\"CONTENT-type\":null}}"),
                                "Content-Type"))
                .isEmpty();
    }

    @Test
    void headers_that_a_rest_api_renames_go_out_as_they_are() {
        var response =
                api.response("{\"statusCode\":200,\"headers\":{\"Server\":\"s\",\"Date\":\"d\"}}");

        assertThat(Sources.header(response, "Server")).containsExactly("s");
        assertThat(Sources.header(response, "Date")).containsExactly("d");
    }

    @Test
    void the_answer_to_head_has_no_body() {
        var exchange = api.open(Requests.of("HEAD", "/"));

        var response = exchange.onResult(Sources.utf8("{\"statusCode\":200,\"body\":\"abc\"}"));

        assertThat(response.body()).isEmpty();
        assertThat(Sources.header(response, "content-length")).containsExactly("3");
    }

    @Test
    void errors_and_timeouts_tell_nothing() {
        var exchange = api.open(Requests.get("/"));

        assertInternalError(
                exchange.onFunctionError(Sources.utf8("{\"errorMessage\":\"secret\"}")));
        assertInternalError(exchange.onTimeout(Duration.ofSeconds(3)));
    }

    @Test
    void a_busy_function_and_an_impatient_gateway_are_unavailable() {
        var exchange = api.open(Requests.get("/"));
        for (var response :
                new OutboundResponse[] {exchange.onThrottled(), exchange.onGatewayTimeout()}) {
            assertThat(response.status()).isEqualTo(503);
            assertThat(Sources.text(response)).isEqualTo("{\"message\":\"Service Unavailable\"}");
        }
    }

    private static void assertInternalError(OutboundResponse response) {
        assertThat(response.status()).isEqualTo(500);
        assertThat(Sources.text(response)).isEqualTo("{\"message\":\"Internal Server Error\"}");
        assertThat(response.body()).hasSize(35);
        assertThat(Sources.header(response, "Content-Type")).containsExactly("application/json");
    }
}
