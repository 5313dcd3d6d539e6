package dev.kiln.adapters.apigateway;

import static dev.kiln.adapters.JsonText.ABSENT;
import static dev.kiln.adapters.JsonText.at;
import static dev.kiln.adapters.JsonText.members;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.JsonText;
import dev.kiln.adapters.PayloadKind;
import dev.kiln.adapters.Requests;
import dev.kiln.adapters.Sources;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements HV2 and COM of format 2.0's event that no recorded case shows. */
class HttpApiEventTest {

    @Test
    void a_bare_request_has_the_keys_that_are_always_there_and_no_others() {
        var event = event(Requests.get("/"), Map.of());

        assertThat(event)
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
        assertThat(members(event, "requestContext", "http"))
                .containsOnlyKeys("method", "path", "protocol", "sourceIp", "userAgent");
    }

    @Test
    void ids_and_times_have_the_forms_of_the_gateway() {
        var context = at(event(Requests.get("/"), Map.of()), "requestContext");

        assertThat(at(context, "requestId")).asString().matches("[A-Za-z0-9_-]{15}=");
        assertThat(at(context, "time")).isEqualTo("07/Mar/2026:08:09:05 +0000");
        assertThat(at(context, "timeEpoch")).hasToString("1772870945123");
        assertThat(at(context, "accountId")).isEqualTo("123456789012");
        assertThat(at(context, "apiId")).isEqualTo("hello");
    }

    @Test
    void names_come_from_the_settings_where_they_are_set() {
        var event =
                event(
                        Requests.get("/a"),
                        Map.of(
                                "api-id", "abc123",
                                "account-id", "999999999999",
                                "stage", "dev",
                                "stage-variables", "table=orders,url=a=b"));

        assertThat(at(event, "requestContext", "apiId")).isEqualTo("abc123");
        assertThat(at(event, "requestContext", "accountId")).isEqualTo("999999999999");
        assertThat(at(event, "requestContext", "stage")).isEqualTo("dev");
        assertThat(at(event, "stageVariables")).isEqualTo(Map.of("table", "orders", "url", "a=b"));
    }

    @Test
    void an_address_instead_of_a_name_makes_the_service_the_prefix() {
        var context =
                at(
                        event(Requests.of("GET", "/").header("Host", "192.0.2.10:8080"), Map.of()),
                        "requestContext");

        assertThat(at(context, "domainName")).isEqualTo("192.0.2.10");
        assertThat(at(context, "domainPrefix")).isEqualTo("my-service");
        assertThat(at(context, "apiId")).isEqualTo("my-service");
    }

    @ParameterizedTest
    @CsvSource({
        "/dev/a%20b, true, '/dev/a b'",
        "/dev, true, /dev",
        "//dev//x/, true, /dev//x/",
        "/a, false, /dev/a",
        "/dev/a, false, /dev/dev/a"
    })
    void a_named_stage_begins_the_path(String target, String stageInPath, String path) {
        var event =
                event(Requests.get(target), Map.of("stage", "dev", "stage-in-path", stageInPath));

        assertThat(at(event, "rawPath")).isEqualTo(path);
        assertThat(at(event, "requestContext", "http", "path")).isEqualTo(path);
    }

    @Test
    void what_is_not_below_a_stage_in_the_path_is_not_found() {
        var api = Sources.of(PayloadKind.HTTP_V2, Map.of("stage", "dev", "stage-in-path", "true"));

        assertThat(api.refusal(Requests.get("/developer")).status()).isEqualTo(404);
        assertThat(api.refusal(Requests.get("/")).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"/a%252Fb, /a%2Fb", "/a%3Fb, /a?b", "/100%done/, /100%done/", "/a%2520, /a%20"})
    void paths_are_decoded_once_and_never_refused(String target, String path) {
        assertThat(at(event(Requests.get(target), Map.of()), "rawPath")).isEqualTo(path);
    }

    @Test
    void with_the_quirks_of_aws_a_malformed_path_is_refused() {
        var source = Sources.of(PayloadKind.HTTP_V2, Map.of("http-api-path-quirks", "true"));

        var response = source.refusal(Requests.get("/100%done"));

        assertThat(response.status()).isEqualTo(400);
        assertThat(Sources.text(response)).isEqualTo("{\"message\":\"Bad Request\"}");
    }

    @Test
    void headers_are_lowered_joined_and_rid_of_the_connection() {
        var headers =
                members(
                        event(
                                Requests.get("/")
                                        .header("X-A", "1")
                                        .header("x-a", "2, 3")
                                        .header("Connection", "keep-alive, X-A")
                                        .header("Keep-Alive", "timeout=5")
                                        .header("TE", "trailers")
                                        .header("Transfer-Encoding", "chunked")
                                        .header("Upgrade", "h2c")
                                        .header("Authorization", "Bearer x")
                                        .header("Expect", "100-continue"),
                                Map.of()),
                        "headers");

        assertThat(headers)
                .containsOnlyKeys(
                        "host",
                        "x-a",
                        "authorization",
                        "expect",
                        "content-length",
                        "x-amzn-trace-id",
                        "x-forwarded-for",
                        "x-forwarded-port",
                        "x-forwarded-proto")
                .containsEntry("x-a", "1,2, 3")
                .containsEntry("content-length", "0");
    }

    @Test
    void gateway_headers_that_are_missing_are_derived() {
        var headers =
                members(
                        event(
                                Requests.get("/")
                                        .header("X-Forwarded-Host", "shop.example:8443, inner")
                                        .header("Forwarded", "for=203.0.113.7;proto=https")
                                        .from("10.0.0.1"),
                                Map.of()),
                        "headers");

        assertThat(headers)
                .containsEntry("x-forwarded-for", "203.0.113.7")
                .containsEntry("x-forwarded-proto", "https")
                .containsEntry("x-forwarded-port", "8443")
                .doesNotContainKey("forwarded");
    }

    @ParameterizedTest
    @CsvSource({
        "https, , hello.example, 443",
        "http, , hello.example, 80",
        ", , hello.example:8080, 8080",
        "https, 8443, hello.example:8080, 8443",
        "https, '', hello.example, 443",
        "http, abc, hello.example, 80"
    })
    void the_port_is_always_a_number(String proto, String arrived, String host, String port) {
        var request = Requests.of("GET", "/").header("Host", host);
        if (proto != null) {
            request.header("X-Forwarded-Proto", proto);
        }
        if (arrived != null) {
            request.header("X-Forwarded-Port", arrived);
        }

        assertThat(at(event(request, Map.of()), "headers", "x-forwarded-port")).isEqualTo(port);
    }

    @Test
    void platform_headers_can_be_kept_by_name() {
        var headers =
                members(
                        event(
                                Requests.get("/")
                                        .header("K-Proxy-Request", "activator")
                                        .header("Knative-Serving-Revision", "r1")
                                        .header("Forwarded", "for=1.2.3.4"),
                                Map.of("keep-platform-headers", "Forwarded, K-Proxy-Request")),
                        "headers");

        assertThat(headers)
                .containsEntry("k-proxy-request", "activator")
                .containsEntry("forwarded", "for=1.2.3.4")
                .doesNotContainKey("knative-serving-revision");
    }

    @Test
    void tracing_headers_of_others_pass() {
        var headers =
                members(
                        event(
                                Requests.get("/")
                                        .header("X-Request-Id", "r")
                                        .header(
                                                "traceparent",
                                                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                                        .header("tracestate", "a=b")
                                        .header("baggage", "c=d"),
                                Map.of()),
                        "headers");

        assertThat(headers)
                .containsKeys("x-request-id", "traceparent", "tracestate", "baggage")
                .containsEntry(
                        "x-amzn-trace-id",
                        "Root=1-0af76519-16cd43dd8448eb211c80319c;Parent=b7ad6b7169203331;Sampled=1");
    }

    @Test
    void the_function_gets_the_trace_header_of_the_event() {
        var exchange = Sources.of(PayloadKind.HTTP_V2, Map.of()).open(Requests.get("/"));

        assertThat(at(JsonText.parse(exchange.event()), "headers", "x-amzn-trace-id"))
                .isEqualTo(exchange.traceHeader());
    }

    @Test
    void cookies_of_all_lines_are_pieces_without_decoding() {
        var event =
                event(
                        Requests.get("/")
                                .header("Cookie", "a=1;  b=\"x y\" ;;c")
                                .header("cookie", "d=%20"),
                        Map.of());

        assertThat(at(event, "cookies")).isEqualTo(List.of("a=1", "b=\"x y\"", "c", "d=%20"));
        assertThat(at(event, "headers", "cookie")).isSameAs(ABSENT);
    }

    @Test
    void cookies_without_content_are_absent() {
        assertThat(at(event(Requests.get("/").header("Cookie", " ; "), Map.of()), "cookies"))
                .isSameAs(ABSENT);
    }

    @ParameterizedTest
    @CsvSource({
        "text/csv, true",
        "TEXT/HTML; charset=latin1, true",
        "application/json; charset=utf-8, true",
        "application/xml, true",
        "application/javascript, true",
        "application/problem+json, false",
        "multipart/form-data; boundary=x, false",
        "image/png, false"
    })
    void text_is_what_the_content_type_says(String contentType, boolean text) {
        var event =
                event(Requests.post("/").header("Content-Type", contentType).body("é"), Map.of());

        assertThat(at(event, "body")).isEqualTo(text ? "é" : "w6k=");
        assertThat(at(event, "isBase64Encoded")).isEqualTo(!text);
    }

    @Test
    void text_that_is_no_utf_8_is_binary() {
        var event =
                event(
                        Requests.post("/")
                                .header("Content-Type", "text/plain")
                                .body(HexFormat.of().parseHex("e9ff")),
                        Map.of());

        assertThat(at(event, "body")).isEqualTo("6f8=");
        assertThat(at(event, "isBase64Encoded")).isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource({"gzip, true", "identity, false", "'', false"})
    void an_encoded_body_is_binary_and_stays_encoded(String encoding, boolean binary) {
        var event =
                event(
                        Requests.post("/")
                                .header("Content-Type", "application/json")
                                .header("Content-Encoding", encoding)
                                .body("{}"),
                        Map.of());

        assertThat(at(event, "isBase64Encoded")).isEqualTo(binary);
        assertThat(at(event, "headers", "content-encoding")).isEqualTo(encoding);
    }

    @Test
    void the_length_is_that_of_the_body() {
        var event = event(Requests.post("/").header("Content-Length", "7").body("é"), Map.of());

        assertThat(at(event, "headers", "content-length")).isEqualTo("2");
    }

    @Test
    void a_url_as_target_names_the_host() {
        var event = event(Requests.get("http://shop.example:81/a?b=1"), Map.of());

        assertThat(at(event, "rawPath")).isEqualTo("/a");
        assertThat(at(event, "headers", "host")).isEqualTo("shop.example:81");
        assertThat(at(event, "requestContext", "domainName")).isEqualTo("shop.example");
    }

    @Test
    void bytes_above_ascii_are_utf_8_if_they_can_be() {
        var utf8 = new String(Sources.utf8("/ü"), StandardCharsets.ISO_8859_1);
        var event =
                event(
                        Requests.get(utf8 + "?q=" + utf8)
                                .header("X-Utf8", utf8)
                                .header("X-Latin1", "ü"),
                        Map.of());

        assertThat(at(event, "rawPath")).isEqualTo("/ü");
        assertThat(at(event, "rawQueryString")).isEqualTo("q=/ü");
        assertThat(at(event, "queryStringParameters", "q")).isEqualTo("/ü");
        assertThat(at(event, "headers", "x-utf8")).isEqualTo("/ü");
        assertThat(at(event, "headers", "x-latin1")).isEqualTo("ü");
    }

    private static Map<String, Object> event(Requests request, Map<String, String> settings) {
        return JsonText.object(Sources.of(PayloadKind.HTTP_V2, settings).open(request).event());
    }
}
