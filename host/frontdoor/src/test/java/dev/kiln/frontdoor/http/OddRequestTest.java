package dev.kiln.frontdoor.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.kiln.adapters.JsonText;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.frontdoor.Doors;
import dev.kiln.frontdoor.FrontDoor;
import dev.kiln.frontdoor.Until;
import dev.kiln.frontdoor.hosting.TestFunctions;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are unusual and still mean one thing: they reach the function as they came. */
class OddRequestTest {

    private static final String HOST = " HTTP/1.1\r\nHost: a\r\n";

    private final QuietLog log = new QuietLog();
    private FrontDoor door = open("http-v2");

    private static FrontDoor open(String kind, String... settings) {
        var all = new ArrayList<>(List.of("payload-kind", kind));
        all.addAll(List.of(settings));
        return Doors.open(
                Doors.onAnyPort(),
                TestFunctions.function(OddRequestTest::tellEvent, all.toArray(String[]::new)));
    }

    /** Every kind sends a structured answer whose body is the event, as Base64. */
    private static CompletableFuture<Outcome> tellEvent(Invocation invocation) {
        var body = Base64.getEncoder().encodeToString(invocation.event());
        var json =
                "{\"statusCode\":200,\"isBase64Encoded\":true,"
                        + "\"headers\":{\"Content-Type\":\"application/json\"},\"body\":\""
                        + body
                        + "\"}";
        return CompletableFuture.completedFuture(new Outcome.Succeeded(json.getBytes(UTF_8)));
    }

    private void reopen(String kind, String... settings) {
        door.close();
        door = open(kind, settings);
    }

    @AfterEach
    void close() {
        Until.holds(() -> !Doors.isBusy(door));
        door.close();
        log.close();
        log.requireNoError();
    }

    private OutboundResponse answer(String request) throws IOException {
        try (var wire = new Wire(door.port())) {
            return wire.send(request).read(request.substring(0, request.indexOf(' ')));
        }
    }

    private Object event(String request) throws IOException {
        var answer = answer(request);
        assertThat(answer.status()).as("%s", answer.headers()).isEqualTo(200);
        return JsonText.parse(answer.body());
    }

    @Test
    void a_folded_value_is_one_value_and_keeps_the_connection_in_step() throws IOException {
        try (var wire = new Wire(door.port())) {
            wire.send("GET /1" + HOST + "X-A: 1\r\n  2\r\nX-B: 3\r\n\r\nGET /2" + HOST + "\r\n");

            var first = JsonText.parse(wire.read("GET").body());
            var second = JsonText.parse(wire.read("GET").body());

            // RFC 9112, 5.2: refuse it, or put a space there before anybody reads the value.
            assertThat(JsonText.at(first, "headers", "x-a")).isEqualTo("1 2");
            assertThat(JsonText.at(first, "headers", "x-b")).isEqualTo("3");
            assertThat(JsonText.at(second, "rawPath")).isEqualTo("/2");
        }
    }

    @Test
    void sixty_four_kilobytes_of_headers_arrive() throws IOException {
        var headers = new StringBuilder();
        for (var i = 0; i < 64; i++) {
            headers.append("X-").append(i).append(": ").append("y".repeat(1024)).append("\r\n");
        }

        var event = event("GET /" + HOST + headers + "\r\n");

        assertThat(JsonText.at(event, "headers", "x-63")).isEqualTo("y".repeat(1024));
    }

    @ParameterizedTest
    @CsvSource({
        "http-v2, queryStringParameters", "function-url, queryStringParameters",
        "rest-v1, multiValueQueryStringParameters", "alb, queryStringParameters",
        "alb-multi, multiValueQueryStringParameters"
    })
    void ten_thousand_parameters_arrive(String kind, String field) throws IOException {
        reopen(kind);
        var query = new StringBuilder("x=1");
        for (var i = 0; i < 9_999; i++) {
            query.append('&').append(Integer.toString(i, 36)).append("=z");
        }

        var parameters = JsonText.members(event("GET /?" + query + HOST + "\r\n"), field);

        // One of the generated names is x too.
        assertThat(parameters).hasSize(9_999);
    }

    @ParameterizedTest
    @CsvSource({
        "http-v2, rawPath, /a/../b/c%zz/%FF",
        "function-url, rawPath, /a/../b%2Fc%zz/%FF",
        "rest-v1, path, /a/../b%2Fc%zz/%FF",
        "alb, path, /a/../b%2Fc%zz/%FF"
    })
    void dots_slashes_and_broken_escapes_stay(String kind, String field, String path)
            throws IOException {
        reopen(kind);

        var event = event("GET /a/../b%2Fc%zz/%FF?q=%zz" + HOST + "\r\n");

        assertThat(String.valueOf(JsonText.at(event, field)).replace("\uFFFD", "%FF"))
                .isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http-v2", "function-url", "rest-v1", "alb", "alb-multi"})
    void bytes_that_are_no_utf_8_make_a_valid_event(String kind) throws IOException {
        reopen(kind);

        var event =
                event(
                        "POST /\u00ff?q=\u00fe&\u00fd=1"
                                + HOST
                                + "X-A: \u00fc\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n\u00c3(");

        assertThat(JsonText.at(event, "isBase64Encoded")).isEqualTo(true);
        assertThat(Base64.getDecoder().decode((String) JsonText.at(event, "body")))
                .containsExactly(0xC3, 0x28);
    }

    @Test
    void headers_in_utf_8_and_latin_1_are_text() throws IOException {
        var utf8 = new String("Grüße €".getBytes(UTF_8), ISO_8859_1);

        var event = event("GET /" + HOST + "X-A: " + utf8 + "\r\nX-B: Gr\u00fc\u00dfe\r\n\r\n");

        assertThat(JsonText.at(event, "headers", "x-a")).isEqualTo("Grüße €");
        assertThat(JsonText.at(event, "headers", "x-b")).isEqualTo("Grüße");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS *", "CONNECT a:443", "GET a", "GET ?a"})
    void what_names_no_path_is_refused(String line) throws IOException {
        for (var kind : new String[] {"http-v2", "rest-v1", "function-url", "alb", "raw"}) {
            reopen(kind);

            assertThat(answer(line + HOST + "\r\n").status()).as(kind).isEqualTo(400);
        }
    }

    @Test
    void a_whole_url_names_the_host() throws IOException {
        var event = event("GET http://b.example:81/x//y?z" + HOST + "\r\n");

        assertThat(JsonText.at(event, "rawPath")).isEqualTo("/x//y");
        assertThat(JsonText.at(event, "headers", "host")).isEqualTo("b.example:81");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "OPTIONS", "DELETE", "PURGE"})
    void any_method_reaches_the_function(String method) throws IOException {
        var event = event(method + " /" + HOST + "\r\n");

        assertThat(JsonText.at(event, "requestContext", "http", "method")).isEqualTo(method);
    }

    @Test
    void head_may_have_a_body_and_gets_none() throws IOException {
        try (var wire = new Wire(door.port())) {
            wire.send("HEAD /1" + HOST + "Content-Length: 2\r\n\r\n{}GET /2" + HOST + "\r\n");

            var head = wire.read("HEAD");
            var next = JsonText.parse(wire.read("GET").body());

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.headers()).anyMatch(f -> f.name().equals("Content-Length"));
            assertThat(JsonText.at(next, "rawPath")).isEqualTo("/2");
        }
    }

    @ParameterizedTest
    @CsvSource({"http-v2, 200", "function-url, 200", "rest-v1, 200", "alb, 400", "alb-multi, 400"})
    void only_load_balancers_refuse_an_upgrade_to_web_sockets(String kind, int status)
            throws IOException {
        reopen(kind);

        var answer =
                answer(
                        "GET /"
                                + HOST
                                + "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: eA==\r\n\r\n");

        assertThat(answer.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, none, '', 127.0.0.1",
        "::1, none, '', ::1",
        "127.0.0.1, none, '203.0.113.9', 127.0.0.1",
        "::1, '::1/128', '203.0.113.9, 2001:db8::7', 2001:db8::7",
        "::1, '::1/128,2001:db8::/32', '203.0.113.9, [2001:db8::7]:443', 203.0.113.9",
        "127.0.0.1, '127.0.0.0/8', '2001:db8::1, 127.0.0.9', 2001:db8::1"
    })
    void the_client_is_whom_the_last_untrusted_peer_was(
            String address, String trusted, String forwardedFor, String sourceIp)
            throws IOException {
        reopen("http-v2", "trusted-proxies", trusted);
        var header = forwardedFor.isEmpty() ? "" : "X-Forwarded-For: " + forwardedFor + "\r\n";
        assumeThat(SocketTest.canReach(address)).isTrue();

        try (var wire = new Wire(InetAddress.ofLiteral(address), door.port())) {
            var answer = wire.send("GET /" + HOST + header + "\r\n").read("GET");

            assertThat(
                            JsonText.at(
                                    JsonText.parse(answer.body()),
                                    "requestContext",
                                    "http",
                                    "sourceIp"))
                    .isEqualTo(sourceIp);
        }
    }

    @Test
    void a_compressed_body_stays_compressed() {
        var gzip = new byte[] {0x1F, (byte) 0x8B, 8, 0, 1, 2, 3};
        for (var caller : Caller.values()) {
            var reply =
                    caller.send(
                            door.port(),
                            "POST",
                            "/",
                            Map.of("content-type", "text/plain", "content-encoding", "gzip"),
                            gzip);

            var event = JsonText.parse(reply.body());
            assertThat(JsonText.at(event, "headers", "content-encoding")).isEqualTo("gzip");
            assertThat(JsonText.at(event, "isBase64Encoded")).isEqualTo(true);
            assertThat(Base64.getDecoder().decode((String) JsonText.at(event, "body")))
                    .isEqualTo(gzip);
        }
    }
}
