package dev.kiln.adapters.direct;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.HandlerInput;
import dev.kiln.adapters.JsonText;
import dev.kiln.adapters.Requests;
import dev.kiln.adapters.Sources;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements RAW. */
class DirectEventTest {

    private static final HandlerInput STRING = input("java.lang.String");
    private static final HandlerInput MAP = Sources.MAP;
    private static final HandlerInput BEAN = input("com.example.Order", "com.example.Base");

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/cloudevents+json; charset=utf-8", ""})
    void json_is_the_event_byte_for_byte(String contentType) {
        for (var input : new HandlerInput[] {STRING, MAP, BEAN, input("java.util.List")}) {
            assertThat(event(input, contentType, " {\"a\" : 1.50}\n"))
                    .isEqualTo(" {\"a\" : 1.50}\n");
        }
    }

    @Test
    void what_curl_sends_as_a_form_is_the_event_of_maps_beans_and_streams() {
        var form = "application/x-www-form-urlencoded";

        for (var input :
                new HandlerInput[] {MAP, BEAN, input("java.io.InputStream"), input("int")}) {
            assertThat(event(input, form, "{\"a\":1}")).isEqualTo("{\"a\":1}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "java.lang.String, text/plain; charset=latin1",
        "java.lang.CharSequence, application/x-www-form-urlencoded",
        "java.lang.Object, application/xml"
    })
    void text_becomes_a_json_string_for_handlers_that_take_text(String type, String contentType) {
        assertThat(event(input(type), contentType, "say \"hé/\"\n"))
                .isEqualTo("\"say \\\"hé/\\\"\\n\"");
    }

    @Test
    void bytes_become_base64_for_handlers_that_take_text() {
        var bytes = HexFormat.of().parseHex("00ff80");
        var raw = Sources.raw(STRING, Map.of());

        var png = raw.open(Requests.post("/").header("Content-Type", "image/png").body(bytes));
        var noText = raw.open(Requests.post("/").header("Content-Type", "text/plain").body(bytes));
        var zipped =
                raw.open(
                        Requests.post("/")
                                .header("Content-Type", "text/plain")
                                .header("Content-Encoding", "gzip")
                                .body("abc"));

        assertThat(utf8(png.event())).isEqualTo("\"AP+A\"");
        assertThat(utf8(noText.event())).isEqualTo("\"AP+A\"");
        assertThat(utf8(zipped.event())).isEqualTo("\"YWJj\"");
    }

    @Test
    void a_handler_of_bytes_gets_any_body_as_base64() {
        assertThat(event(input("[B"), "application/json", "{}")).isEqualTo("\"e30=\"");
        assertThat(event(input("byte[]"), "", "abc")).isEqualTo("\"YWJj\"");
    }

    @Test
    void without_a_body_objects_are_empty_and_the_rest_is_null() {
        assertThat(event(MAP, "", "")).isEqualTo("{}");
        assertThat(event(BEAN, "application/json", "")).isEqualTo("{}");
        assertThat(event(input("java.io.InputStream"), "", "")).isEqualTo("{}");
        assertThat(event(input("com.example.MyMap", "java.util.Map"), "", "")).isEqualTo("{}");
        for (var input :
                new HandlerInput[] {
                    STRING,
                    input("java.lang.Object"),
                    input("java.lang.Integer", "java.lang.Number"),
                    input("int"),
                    input("void"),
                    input("[B"),
                    input("[Lcom.example.Order;"),
                    input("java.util.List", "java.util.Collection"),
                    input("com.example.Orders", "java.util.Collection"),
                    input("com.example.Colour", "java.lang.Enum"),
                    input("java.time.Instant")
                }) {
            assertThat(event(input, "text/plain", "")).as(input.inputType()).isEqualTo("null");
        }
    }

    @Test
    void the_result_goes_out_as_it_is() {
        var exchange = Sources.raw(MAP, Map.of()).open(Requests.post("/"));

        var response = exchange.onResult(Sources.utf8("\"quoted\" "));

        assertThat(response.status()).isEqualTo(200);
        assertThat(Sources.text(response)).isEqualTo("\"quoted\" ");
        assertThat(Sources.header(response, "Content-Type")).containsExactly("application/json");
        assertThat(Sources.header(response, "Content-Length")).containsExactly("9");
    }

    @ParameterizedTest
    @CsvSource({"false, 500", "true, 200"})
    void an_error_is_shown_and_marked(String compatible, int status) {
        var exchange =
                Sources.raw(MAP, Map.of("raw-invoke-compatible", compatible))
                        .open(Requests.post("/"));

        var response = exchange.onFunctionError(Sources.utf8("{\"errorMessage\":\"boom\"}"));

        assertThat(response.status()).isEqualTo(status);
        assertThat(Sources.text(response)).isEqualTo("{\"errorMessage\":\"boom\"}");
        assertThat(Sources.header(response, "X-Amz-Function-Error")).containsExactly("Unhandled");
    }

    @ParameterizedTest
    @CsvSource({"PT1S, 1.00", "PT3.05S, 3.05", "PT15M, 900.00", "PT0.5S, 0.50"})
    void a_timeout_says_how_long_it_was(Duration limit, String seconds) {
        var response = Sources.raw(MAP, Map.of()).open(Requests.post("/")).onTimeout(limit);

        assertThat(response.status()).isEqualTo(504);
        assertThat(JsonText.object(response.body()))
                .containsEntry("errorType", "Sandbox.Timedout")
                .containsEntry(
                        "errorMessage",
                        "RequestId: "
                                + Requests.IDENTITY.invocationId()
                                + " Error: Task timed out after "
                                + seconds
                                + " seconds");
    }

    @Test
    void a_busy_function_asks_to_come_again() {
        var response = Sources.raw(MAP, Map.of()).open(Requests.post("/")).onThrottled();

        assertThat(response.status()).isEqualTo(429);
        assertThat(Sources.header(response, "Retry-After")).containsExactly("1");
        assertThat(JsonText.object(response.body())).containsKeys("errorType", "errorMessage");
    }

    @Test
    void an_event_that_is_too_large_is_said_to_be() {
        var raw = Sources.raw(MAP, Map.of("max-event-size", "10"));

        var response = raw.refusal(Requests.post("/").body("12345678901"));

        assertThat(response.status()).isEqualTo(413);
        assertThat(JsonText.object(response.body()))
                .containsEntry("errorType", "RequestEntityTooLargeException")
                .containsKey("errorMessage");
    }

    @Test
    void a_body_that_fits_but_whose_event_does_not_is_too_large() {
        var raw = Sources.raw(STRING, Map.of("max-event-size", "10"));

        var response =
                raw.refusal(
                        Requests.post("/").header("Content-Type", "text/plain").body("123456789"));

        assertThat(response.status()).isEqualTo(413);
    }

    @Test
    void the_trace_is_for_the_function_alone() {
        var exchange =
                Sources.raw(MAP, Map.of())
                        .open(
                                Requests.post("/")
                                        .header("X-Amzn-Trace-Id", "Root=1-a-b;Parent=c")
                                        .body("{}"));

        assertThat(exchange.traceHeader()).isEqualTo("Root=1-a-b;Parent=c");
        assertThat(utf8(exchange.event())).isEqualTo("{}");
    }

    private static HandlerInput input(String type, String... supertypes) {
        return new HandlerInput(Set.of(), type, Set.of(supertypes));
    }

    private static String event(HandlerInput input, String contentType, String body) {
        var request = Requests.post("/any/path?x=1").body(body);
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        return utf8(Sources.raw(input, Map.of()).open(request).event());
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
