package dev.kiln.adapters.loadbalancer;

import static dev.kiln.adapters.JsonText.at;
import static dev.kiln.adapters.JsonText.members;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements ALB, RA and ERR of load balancers that no recorded case shows. */
class ApplicationLoadBalancerTest {

    private final Sources alb = Sources.of(PayloadKind.ALB, Map.of());
    private final Sources multi = Sources.of(PayloadKind.ALB_MULTI, Map.of());

    @Test
    void an_event_has_seven_keys_and_nothing_else() {
        assertThat(members(alb.event(Requests.get("/"))))
                .containsOnlyKeys(
                        "requestContext",
                        "httpMethod",
                        "path",
                        "queryStringParameters",
                        "headers",
                        "body",
                        "isBase64Encoded");
        assertThat(members(multi.event(Requests.get("/"))))
                .containsOnlyKeys(
                        "requestContext",
                        "httpMethod",
                        "path",
                        "multiValueQueryStringParameters",
                        "multiValueHeaders",
                        "body",
                        "isBase64Encoded");
    }

    @Test
    void a_target_group_is_named_that_stays_the_same() {
        var context = at(alb.event(Requests.get("/")), "requestContext", "elb");

        assertThat(at(context, "targetGroupArn"))
                .asString()
                .matches(
                        "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/my-service/[0-9a-f]{16}");
        assertThat(at(multi.event(Requests.get("/")), "requestContext", "elb")).isEqualTo(context);
        assertThat(
                        at(
                                Sources.of(PayloadKind.ALB, Map.of("target-group-arn", "arn:x"))
                                        .event(Requests.get("/")),
                                "requestContext",
                                "elb",
                                "targetGroupArn"))
                .isEqualTo("arn:x");
    }

    @Test
    void nothing_of_path_and_query_is_decoded() {
        var request = Requests.get("//a%2Fb%zz/?x%5B%5D=%20+&=1&k&k=a%26b&&x%5B%5D=2");

        assertThat(at(alb.event(request), "path")).isEqualTo("//a%2Fb%zz/");
        assertThat(at(alb.event(request), "queryStringParameters"))
                .isEqualTo(Map.of("x%5B%5D", "2", "", "1", "k", "a%26b"));
        assertThat(at(multi.event(request), "multiValueQueryStringParameters"))
                .isEqualTo(
                        Map.of(
                                "x%5B%5D", List.of("%20+", "2"),
                                "", List.of("1"),
                                "k", List.of("", "a%26b")));
    }

    @Test
    void the_connections_headers_stay_except_for_the_transfer() {
        var headers =
                members(
                        alb.event(
                                Requests.post("/")
                                        .header("Connection", "keep-alive")
                                        .header("Transfer-Encoding", "chunked")
                                        .header("TE", "trailers")
                                        .header("K-Proxy-Request", "activator")
                                        .body("12345")),
                        "headers");

        assertThat(headers)
                .containsEntry("connection", "keep-alive")
                .containsEntry("te", "trailers")
                .containsEntry("content-length", "5")
                .containsEntry("x-forwarded-proto", "http")
                .containsEntry("x-forwarded-port", "80")
                .containsEntry("x-forwarded-for", "127.0.0.1")
                .containsKey("x-amzn-trace-id")
                .doesNotContainKeys("transfer-encoding", "k-proxy-request");
        assertThat(members(alb.event(Requests.get("/")), "headers"))
                .doesNotContainKey("content-length");
    }

    @ParameterizedTest
    @CsvSource({
        "TEXT/Plain;x=y, gzip, true",
        "text/plain, identity, false",
        "application/problem+json, '', true",
        "application/x-www-form-urlencoded, '', true"
    })
    void a_body_is_text_by_its_type_and_unless_it_is_packed(
            String type, String encoding, boolean base64) {
        var event =
                alb.event(
                        Requests.post("/")
                                .header("Content-Type", type)
                                .header("Content-Encoding", encoding)
                                .body("x"));

        assertThat(at(event, "isBase64Encoded")).isEqualTo(base64);
        assertThat(at(event, "body")).isEqualTo(base64 ? "eA==" : "x");
    }

    @Test
    void web_sockets_are_refused() {
        var answer =
                alb.refusal(
                        Requests.get("/")
                                .header("Connection", "Upgrade")
                                .header("Upgrade", "WebSocket"));

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void each_reads_its_own_map_of_headers_only() {
        var result =
                """
                {"statusCode":200,"headers":{"A":"1","B":"2"},
                 "multiValueHeaders":{"a":["3","4"],"C":["5"],"N":null,"E":[]}}
                """;

        var single = alb.response(result);
        var list = multi.response(result);

        assertThat(Sources.header(single, "A")).containsExactly("1");
        assertThat(Sources.header(single, "C")).isEmpty();
        assertThat(Sources.header(list, "A")).containsExactly("3", "4");
        assertThat(Sources.header(list, "B")).isEmpty();
        assertThat(Sources.header(list, "C")).containsExactly("5");
        assertThat(Sources.header(list, "N")).isEmpty();
        assertThat(alb.problems()).isEmpty();
    }

    @Test
    void null_suppresses_the_default_content_type() {
        assertThat(contentType(alb, "{\"statusCode\":200,\"headers\":{\"content-type\":null}}"))
                .isEmpty();
        assertThat(
                        contentType(
                                multi,
                                "{\"statusCode\":200,\"multiValueHeaders\":{\"Content-Type\":null}}"))
                .isEmpty();
        assertThat(
                        contentType(
                                multi,
                                "{\"statusCode\":200,\"headers\":{\"Content-Type\":\"a/b\"}}"))
                .containsExactly("application/octet-stream");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"200 Fine, thanks\" | Fine, thanks",
                "\"404 Other Code\" | Other Code",
                "\"No Code\" | No Code",
                "\"2000 Miles\" | 2000 Miles",
                "\"200\" | ''",
                "\"\" | ''",
                "null | ''",
                "7 | ''",
                "[\"x\"] | ''"
            })
    void the_description_is_a_reason_phrase_and_never_a_status(String description, String phrase) {
        var response =
                alb.response("{\"statusCode\":200,\"statusDescription\":" + description + "}");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.reasonPhrase().orElse("")).isEqualTo(phrase);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "\"text\"",
                "[]",
                "{}",
                "not json",
                "{\"statusCode\":0}",
                "{\"statusCode\":null}",
                "{\"statusCode\":\"OK\"}",
                "{\"statusCode\":100}",
                "{\"statusCode\":200,\"body\":{}}",
                "{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"%\"}",
                "{\"statusCode\":200,\"statusDescription\":\"200 a\\r\\nb\"}"
            })
    void a_result_that_breaks_a_rule_is_a_bad_gateway(String result) {
        assertBadGateway(alb.response(result));
        assertBadGateway(multi.response(result));
        assertThat(alb.problems()).hasSize(1);
    }

    @Test
    void values_of_the_wrong_shape_break_a_rule_of_the_map_that_is_read() {
        assertBadGateway(alb.response("{\"statusCode\":200,\"headers\":{\"a\":[\"b\"]}}"));
        assertBadGateway(
                multi.response("{\"statusCode\":200,\"multiValueHeaders\":{\"a\":\"b\"}}"));
        assertThat(alb.response("{\"statusCode\":200,\"multiValueHeaders\":7}").status())
                .isEqualTo(200);
        assertThat(multi.response("{\"statusCode\":200,\"headers\":7}").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(names = {"ALB", "ALB_MULTI"})
    void errors_timeouts_and_a_busy_function_are_bad_gateways(PayloadKind kind) {
        var exchange = Sources.of(kind, Map.of()).open(Requests.get("/"));

        assertBadGateway(exchange.onFunctionError(Sources.utf8("{\"errorMessage\":\"secret\"}")));
        assertBadGateway(exchange.onTimeout(Duration.ofSeconds(3)));
        assertBadGateway(exchange.onThrottled());
        assertThatThrownBy(exchange::onGatewayTimeout).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_megabyte_is_the_limit_both_ways_where_limits_are_emulated() {
        var limited = Sources.of(PayloadKind.ALB, Map.of("emulate-gateway-limits", "true"));
        var result = "{\"statusCode\":200,\"body\":\"" + "x".repeat(1024 * 1024 - 27) + "\"}";

        assertThat(limited.source().maxBodyBytes()).isEqualTo(1024 * 1024);
        assertThat(limited.source().gatewayTimeout()).isEmpty();
        assertThat(limited.open(Requests.post("/").body(new byte[700_000])).event()).isNotEmpty();
        assertThat(result).hasSize(1024 * 1024 + 1);
        assertBadGateway(limited.response(result));
        assertThat(limited.response(result.replaceFirst("x", "")).status()).isEqualTo(200);
        assertThat(alb.response(result).status()).isEqualTo(200);
    }

    private static List<String> contentType(Sources source, String result) {
        return Sources.header(source.response(result), "Content-Type");
    }

    private static void assertBadGateway(OutboundResponse response) {
        assertThat(response.status()).isEqualTo(502);
        assertThat(Sources.text(response))
                .contains("502 Bad Gateway")
                .startsWith("<!DOCTYPE html>");
        assertThat(Sources.header(response, "Server")).containsExactly("awselb/2.0");
    }
}
