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
import org.junit.jupiter.params.provider.ValueSource;

/** Statements R1, RSP and ERR of a REST API's responses that no recorded case shows. */
class RestApiResponseTest {

    private final Sources api = Sources.of(PayloadKind.REST_V1, Map.of());

    @Test
    void responses_carry_the_requests_ids_and_its_trace() {
        var exchange = api.open(Requests.get("/"));
        var context = JsonText.at(JsonText.parse(exchange.event()), "requestContext");

        var response = exchange.onResult(Sources.utf8("{}"));

        assertThat(Sources.header(response, "x-amzn-RequestId"))
                .containsExactly((String) JsonText.at(context, "requestId"));
        assertThat(Sources.header(response, "x-amz-apigw-id"))
                .containsExactly((String) JsonText.at(context, "extendedRequestId"));
        assertThat(Sources.header(response, "X-Amzn-Trace-Id"))
                .containsExactly(exchange.traceHeader());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "12",
                "[]",
                "true",
                "not json",
                "{\"statusCode\":200",
                "{\"statusCode\":200,\"cookies\":[]}",
                "{\"statusCode\":200,\"statusDescription\":\"OK\"}",
                "{\"statusCode\":200,\"body\":{}}",
                "{\"statusCode\":200,\"body\":1}",
                "{\"statusCode\":200.5}",
                "{\"statusCode\":100}",
                "{\"isBase64Encoded\":\"maybe\"}",
                "{\"headers\":[]}",
                "{\"headers\":{\"a\":\"b\\nc\"}}",
                "{\"headers\":{\"\":\"b\"}}",
                "{\"multiValueHeaders\":{\"a\":[\"b\",[]]}}",
                "{\"multiValueHeaders\":{\"a\\r\\nb\":[\"c\"]}}"
            })
    void a_result_that_breaks_a_rule_is_a_bad_gateway(String result) {
        assertBadGateway(api.response(result));
        assertThat(api.problems()).hasSize(1);
    }

    @Test
    void ten_thousand_levels_are_a_bad_gateway() {
        assertBadGateway(api.response("{\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}"));
    }

    @Test
    void unset_fields_of_the_event_library_mean_nothing() {
        var response =
                api.response(
                        """
                        {"statusCode":null,"headers":null,"multiValueHeaders":null,"body":null,
                         "isBase64Encoded":null}
                        """);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void a_value_that_is_in_both_maps_is_sent_once() {
        var response =
                api.response(
                        """
                        {"multiValueHeaders":{"X-A":["1","2"],"Content-Type":["a/b"]},
                         "headers":{"x-a":"2","X-B":"3","content-TYPE":"a/b"}}
                        """);

        assertThat(Sources.header(response, "X-A")).containsExactly("1", "2");
        assertThat(Sources.header(response, "X-B")).containsExactly("3");
        assertThat(Sources.header(response, "Content-Type")).containsExactly("a/b");
    }

    @Test
    void names_that_differ_in_case_set_several_cookies() {
        var response =
                api.response("{\"headers\":{\"Set-Cookie\":\"a=1\",\"set-cookie\":\"b=2\"}}");

        assertThat(Sources.header(response, "Set-Cookie")).containsExactly("a=1", "b=2");
    }

    @Test
    void some_headers_are_renamed_and_some_dropped() {
        var response =
                api.response(
                        """
                        {"headers":{"Authorization":"1","connection":"2","Content-Length":"3",
                         "Content-MD5":"4","Date":"5","Max-Forwards":"6","Server":"7",
                         "User-Agent":"8","WWW-Authenticate":"9","Expect":"a","Host":"b",
                         "Proxy-Authenticate":"c","TE":"d","Trailer":"e","Transfer-Encoding":"f",
                         "Upgrade":"g","Via":"h","ETag":"i","Keep-Alive":"j"}}
                        """);

        assertThat(response.headers().toString())
                .contains(
                        "x-amzn-Remapped-Authorization",
                        "x-amzn-Remapped-connection",
                        "x-amzn-Remapped-Content-Length",
                        "x-amzn-Remapped-Content-MD5",
                        "x-amzn-Remapped-Date",
                        "x-amzn-Remapped-Max-Forwards",
                        "x-amzn-Remapped-Server",
                        "x-amzn-Remapped-User-Agent",
                        "x-amzn-Remapped-WWW-Authenticate",
                        "name=ETag");
        for (var name :
                new String[] {
                    "Connection",
                    "Date",
                    "Server",
                    "Expect",
                    "Host",
                    "Proxy-Authenticate",
                    "TE",
                    "Trailer",
                    "Transfer-Encoding",
                    "Upgrade",
                    "Via",
                    "Keep-Alive"
                }) {
            assertThat(Sources.header(response, name)).as(name).isEmpty();
        }
        assertThat(Sources.header(response, "Content-Length")).containsExactly("0");
    }

    @Test
    void renaming_can_be_switched_off_but_the_connection_stays_ours() {
        var plain = Sources.of(PayloadKind.REST_V1, Map.of("remap-headers", "false"));

        var response =
                plain.response(
                        """
                        {"headers":{"Server":"7","Via":"h","Content-Length":"3","Connection":"x"},
                         "body":"hello"}
                        """);

        assertThat(Sources.header(response, "Server")).containsExactly("7");
        assertThat(Sources.header(response, "Via")).containsExactly("h");
        assertThat(Sources.header(response, "Connection")).isEmpty();
        assertThat(Sources.header(response, "Content-Length")).containsExactly("5");
    }

    @Test
    void null_removes_a_header_and_suppresses_the_default_content_type() {
        var response = api.response("{\"headers\":{\"X-A\":null,\"Content-Type\":null}}");

        assertThat(Sources.header(response, "X-A")).isEmpty();
        assertThat(Sources.header(response, "Content-Type")).isEmpty();
    }

    @Test
    void base64_is_decoded_for_every_client_unless_types_are_listed() {
        var response = api.response("{\"body\":\"AP8=\",\"base64Encoded\":true}");

        assertThat(response.body()).containsExactly(0, -1);
    }

    @Test
    void the_status_of_a_failed_decoding_is_500_and_the_log_says_why() {
        var response = api.response("{\"body\":\"%%\",\"isBase64Encoded\":true}");

        assertThat(response.status()).isEqualTo(500);
        assertThat(Sources.text(response)).isEqualTo("{\"message\": \"Internal server error\"}");
        assertThat(api.problems().getFirst()).contains("Base64");
    }

    @Test
    void a_204_has_neither_body_nor_length() {
        var response = api.response("{\"statusCode\":204,\"body\":\"x\"}");

        assertThat(response.body()).isEmpty();
        assertThat(Sources.header(response, "Content-Length")).isEmpty();
    }

    @Test
    void errors_and_timeouts_tell_nothing() {
        var exchange = api.open(Requests.get("/"));

        assertBadGateway(exchange.onFunctionError(Sources.utf8("{\"errorMessage\":\"secret\"}")));
        assertBadGateway(exchange.onTimeout(Duration.ofSeconds(3)));
    }

    @Test
    void a_busy_function_is_an_internal_error() {
        var response = api.open(Requests.get("/")).onThrottled();

        assertThat(response.status()).isEqualTo(500);
        assertThat(Sources.text(response)).isEqualTo("{\"message\": \"Internal server error\"}");
    }

    @Test
    void an_impatient_gateway_says_so() {
        var response = api.open(Requests.get("/")).onGatewayTimeout();

        assertThat(response.status()).isEqualTo(504);
        assertThat(Sources.text(response))
                .isEqualTo("{\"message\": \"Endpoint request timed out\"}");
    }

    private static void assertBadGateway(OutboundResponse response) {
        assertThat(response.status()).isEqualTo(502);
        assertThat(Sources.text(response)).isEqualTo("{\"message\": \"Internal server error\"}");
        assertThat(response.body()).hasSize(36);
        assertThat(Sources.header(response, "x-amzn-ErrorType"))
                .containsExactly("InternalServerErrorException");
        assertThat(Sources.header(response, "X-Amzn-Trace-Id")).isEmpty();
    }
}
