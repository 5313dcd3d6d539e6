package dev.kiln.adapters.apigateway;

import static dev.kiln.adapters.JsonText.ABSENT;
import static dev.kiln.adapters.JsonText.NULL;
import static dev.kiln.adapters.JsonText.at;
import static dev.kiln.adapters.JsonText.members;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.JsonText;
import dev.kiln.adapters.PayloadKind;
import dev.kiln.adapters.Requests;
import dev.kiln.adapters.Sources;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements RST, RTE and COM of a REST API's event that no recorded case shows. */
class RestApiEventTest {

    @Test
    void all_keys_are_always_there() {
        var event = event(Requests.get("/"), Map.of());

        assertThat(event)
                .containsOnlyKeys(
                        "resource",
                        "path",
                        "httpMethod",
                        "headers",
                        "multiValueHeaders",
                        "queryStringParameters",
                        "multiValueQueryStringParameters",
                        "pathParameters",
                        "stageVariables",
                        "requestContext",
                        "body",
                        "isBase64Encoded");
        assertThat(members(event, "requestContext"))
                .containsOnlyKeys(
                        "accountId",
                        "apiId",
                        "deploymentId",
                        "domainName",
                        "domainPrefix",
                        "extendedRequestId",
                        "httpMethod",
                        "identity",
                        "path",
                        "protocol",
                        "requestId",
                        "requestTime",
                        "requestTimeEpoch",
                        "resourceId",
                        "resourcePath",
                        "stage");
        assertThat(members(event, "requestContext", "identity"))
                .containsOnlyKeys(
                        "accessKey",
                        "accountId",
                        "caller",
                        "cognitoAuthenticationProvider",
                        "cognitoAuthenticationType",
                        "cognitoIdentityId",
                        "cognitoIdentityPoolId",
                        "principalOrgId",
                        "sourceIp",
                        "user",
                        "userAgent",
                        "userArn")
                .containsEntry("sourceIp", "127.0.0.1")
                .containsEntry("userAgent", NULL);
    }

    @Test
    void ids_and_times_have_the_forms_of_the_gateway() {
        var context = at(event(Requests.get("/a"), Map.of()), "requestContext");

        assertThat(at(context, "requestId"))
                .asString()
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
                .isNotEqualTo(Requests.IDENTITY.invocationId());
        assertThat(at(context, "extendedRequestId")).asString().matches("[A-Za-z0-9_-]{15}=");
        assertThat(at(context, "requestTime")).isEqualTo("07/Mar/2026:08:09:05 +0000");
        assertThat(at(context, "requestTimeEpoch")).hasToString("1772870945123");
        assertThat(at(context, "resourceId")).asString().matches("[a-z0-9]{6,14}");
        assertThat(at(context, "deploymentId")).asString().matches("[a-z0-9]{6,14}");
    }

    @Test
    void the_resource_id_depends_on_the_resource_alone() {
        var first = event(Requests.get("/a"), Map.of());
        var second = event(Requests.get("/b/c"), Map.of("api-id", "other"));
        var root = event(Requests.get("/"), Map.of());

        assertThat(at(first, "requestContext", "resourceId"))
                .isEqualTo(at(second, "requestContext", "resourceId"))
                .isNotEqualTo(at(root, "requestContext", "resourceId"));
    }

    @ParameterizedTest
    @CsvSource({
        "/, /, /, , /",
        "//, /, /, , //",
        "/a, /a, /{proxy+}, a, /a",
        "///a, /a, /{proxy+}, a, ///a",
        "/a//b/, /a//b/, /{proxy+}, a//b, /a//b/",
        "/a//, /a//, /{proxy+}, a/, /a//",
        "/a%2Fb%zz, /a%2Fb%zz, /{proxy+}, a%2Fb%zz, /a%2Fb%zz"
    })
    void paths_stay_encoded_and_lose_only_leading_slashes(
            String target, String path, String resource, String proxy, String contextPath) {
        var event = event(Requests.get(target), Map.of());

        assertThat(at(event, "path")).isEqualTo(path);
        assertThat(at(event, "resource")).isEqualTo(resource);
        assertThat(at(event, "requestContext", "resourcePath")).isEqualTo(resource);
        assertThat(at(event, "requestContext", "path")).isEqualTo(contextPath);
        assertThat(at(event, "pathParameters"))
                .isEqualTo(proxy == null ? NULL : Map.of("proxy", proxy));
    }

    @ParameterizedTest
    @CsvSource({"/live, /, /live", "/live/, /, /live/", "//live/stock, /stock, /live/stock"})
    void the_stage_is_shown_in_the_context_alone(String target, String path, String contextPath) {
        var event = event(Requests.get(target), Map.of("stage", "live", "stage-in-path", "true"));

        assertThat(at(event, "path")).isEqualTo(path);
        assertThat(at(event, "requestContext", "path")).isEqualTo(contextPath);
    }

    @Test
    void stage_variables_are_a_map_where_there_are_any() {
        assertThat(at(event(Requests.get("/"), Map.of()), "stageVariables")).isSameAs(NULL);
        assertThat(at(event(Requests.get("/"), Map.of("stage-variables", "a=1")), "stageVariables"))
                .isEqualTo(Map.of("a", "1"));
    }

    @Test
    void names_that_differ_in_case_are_one_header_spelt_as_the_first() {
        var event =
                event(
                        Requests.get("/")
                                .header("X-aB", "1")
                                .header("x-Ab", "2")
                                .header("USER-AGENT", "curl"),
                        Map.of());

        assertThat(at(event, "headers", "X-aB")).isEqualTo("2");
        assertThat(at(event, "headers", "x-Ab")).isSameAs(ABSENT);
        assertThat(at(event, "multiValueHeaders", "X-aB")).isEqualTo(List.of("1", "2"));
        assertThat(at(event, "headers", "User-Agent")).isEqualTo("curl");
        assertThat(at(event, "requestContext", "identity", "userAgent")).isEqualTo("curl");
    }

    @Test
    void gateway_headers_are_in_both_maps_in_their_own_spelling() {
        var event = event(Requests.get("/"), Map.of());

        for (var map : List.of("headers", "multiValueHeaders")) {
            assertThat(members(event, map))
                    .containsOnlyKeys(
                            "Host",
                            "X-Amzn-Trace-Id",
                            "X-Forwarded-For",
                            "X-Forwarded-Port",
                            "X-Forwarded-Proto");
        }
    }

    @Test
    void canonical_names_can_be_asked_for() {
        var headers =
                members(
                        event(
                                Requests.get("/")
                                        .header("content-type", "a/b")
                                        .header("x-b3-traceid", "1"),
                                Map.of("rest-header-case", "canonical")),
                        "headers");

        assertThat(headers).containsKeys("Content-Type", "X-B3-Traceid", "Host");
    }

    @Test
    void a_signature_does_not_reach_the_function() {
        var event =
                event(
                        Requests.get("/")
                                .header("authorization", "AWS4-HMAC-SHA256 Credential=a/b"),
                        Map.of());

        assertThat(at(event, "headers", "Authorization")).isSameAs(ABSENT);
        assertThat(at(event, "multiValueHeaders", "Authorization")).isSameAs(ABSENT);
    }

    @Test
    void a_form_and_a_body_without_a_type_are_text() {
        var form =
                event(
                        Requests.post("/")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .body("a=1&b=é"),
                        Map.of());
        var untyped = event(Requests.post("/").body("x"), Map.of());

        assertThat(at(form, "body")).isEqualTo("a=1&b=é");
        assertThat(at(untyped, "body")).isEqualTo("x");
        assertThat(at(untyped, "isBase64Encoded")).isEqualTo(false);
    }

    @Test
    void bytes_that_are_no_text_are_base64_whatever_is_configured() {
        var event =
                event(
                        Requests.post("/")
                                .header("Content-Type", "image/png")
                                .body(HexFormat.of().parseHex("89504e47")),
                        Map.of());

        assertThat(at(event, "body")).isEqualTo("iVBORw==");
        assertThat(at(event, "isBase64Encoded")).isEqualTo(true);
    }

    @Test
    void an_empty_body_is_null_whatever_its_type() {
        var event =
                event(
                        Requests.post("/").header("Content-Type", "image/png"),
                        Map.of("binary-media-types", "*/*"));

        assertThat(at(event, "body")).isSameAs(NULL);
        assertThat(at(event, "isBase64Encoded")).isEqualTo(false);
    }

    private static Map<String, Object> event(Requests request, Map<String, String> settings) {
        return JsonText.object(Sources.of(PayloadKind.REST_V1, settings).open(request).event());
    }
}
