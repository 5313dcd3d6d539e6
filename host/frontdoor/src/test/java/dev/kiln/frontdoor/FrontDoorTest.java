package dev.kiln.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kiln.frontdoor.Caller.Reply;
import dev.kiln.runtime.InvalidSettingException;
import dev.kiln.runtime.Outcome;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class FrontDoorTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @EnumSource(Caller.class)
    void the_only_function_owns_all_paths(Caller caller) throws IOException {
        try (var door = Doors.open(Doors.onAnyPort(), Doors.function(Doors.echo()))) {

            var event = event(caller.post(door.port(), "/orders/7?a=b", "hello"));

            assertThat(event.at("/requestContext/http/path").asText()).isEqualTo("/orders/7");
            assertThat(event.at("/rawQueryString").asText()).isEqualTo("a=b");
            assertThat(event.at("/requestContext/http/sourceIp").asText())
                    .isIn("127.0.0.1", "0:0:0:0:0:0:0:1", "::1");
            assertThat(event.at("/headers/host").asText()).isEqualTo("localhost:" + door.port());
            assertThat(event.get("headers").properties())
                    .noneMatch(header -> header.getKey().startsWith("x-http2"));
        }
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void several_functions_have_a_path_each(Caller caller) throws IOException {
        var orders = Doors.function(Doors.echo(), "name", "orders");
        var taxes = Doors.function(Doors.echo(), "name", "taxes", "payload-kind", "raw");
        try (var door = Doors.open(Doors.onAnyPort(), orders, taxes)) {
            door.adopt((_, response) -> response.status(418).send());

            var event = event(caller.get(door.port(), "/orders/a%2Fb/7?c=d"));

            assertThat(event.get("rawPath").asText()).isEqualTo("/a/b/7");
            assertThat(event(caller.get(door.port(), "/orders")).get("rawPath").asText())
                    .isEqualTo("/");
            assertThat(caller.post(door.port(), "/taxes/x", "{\"a\":1}").text())
                    .isEqualTo("{\"a\":1}");
            assertThat(caller.get(door.port(), "/others").status()).isEqualTo(418);
            assertThat(caller.get(door.port(), "/").status()).isEqualTo(418);
        }
    }

    @Test
    void two_functions_of_one_name_are_refused() {
        var door = new FrontDoor();
        door.add(Doors.function(Doors.echo()));

        assertThatThrownBy(() -> door.add(Doors.function(Doors.echo())))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("Two functions are named 'fn'");
    }

    @Test
    void the_path_is_taken_from_the_wire_as_it_is() throws IOException {
        var function = Doors.function(Doors.echo(), "payload-kind", "rest-v1");
        try (var door = Doors.open(Doors.onAnyPort(), function);
                var wire = new Wire(door.port())) {

            var broken = wire.send("GET /pa2%Fth//1?x=%zz HTTP/1.1\r\nHost: a\r\n\r\n").answer();
            var whole = wire.send("GET http://b.example/c?d HTTP/1.1\r\nHost: a\r\n\r\n").answer();
            var star = wire.send("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").answer();

            assertThat(broken).contains("502").contains("Internal server error");
            assertThat(whole).contains("502");
            assertThat(star).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void every_field_line_and_both_sides_of_it_arrive() throws IOException {
        var function = Doors.function(Doors.echo());
        try (var door = Doors.open(Doors.onAnyPort(), function);
                var wire = new Wire(door.port())) {

            var answer =
                    wire.send(
                                    "GET /pa2%Fth/1?x=%zz HTTP/1.1\r\nHost: a:1\r\nX-A: 1\r\nx-a: 2, 3\r\n\r\n")
                            .answer();

            assertThat(answer)
                    .contains("\"rawPath\":\"/pa2%Fth/1\"")
                    .contains("\"rawQueryString\":\"x=%zz\"")
                    .contains("\"x-a\":\"1,2, 3\"");
        }
    }

    @Test
    void pipelined_requests_are_answered_in_order() throws IOException {
        var raw = Doors.function(Doors.echo(), "payload-kind", "raw");
        try (var door = Doors.open(Doors.onAnyPort(), raw);
                var wire = new Wire(door.port())) {
            var requests = new StringBuilder();
            for (var i = 0; i < 10; i++) {
                requests.append("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n")
                        .append(i);
            }

            wire.send(requests.toString());

            for (var i = 0; i < 10; i++) {
                assertThat(wire.answer()).endsWith("\r\n\r\n" + i);
            }
        }
    }

    @Test
    void an_http_1_0_client_gets_its_answer_and_the_end() throws IOException {
        var raw = Doors.function(Doors.echo(), "payload-kind", "raw");
        try (var door = Doors.open(Doors.onAnyPort(), raw);
                var wire = new Wire(door.port())) {

            wire.send("POST / HTTP/1.0\r\nContent-Length: 2\r\n\r\n{}");

            assertThat(wire.answer()).endsWith("{}");
            assertThat(wire.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void a_client_may_upgrade_to_http_2() throws Exception {
        var raw = Doors.function(Doors.echo(), "payload-kind", "raw");
        try (var door = Doors.open(Doors.onAnyPort(), raw);
                var client = upgrading()) {
            var uri = URI.create("http://localhost:" + door.port() + "/");

            var got = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            var posted = client.send(post(uri, "{\"a\":1}"), BodyHandlers.ofString());

            assertThat(got.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(got.body()).isEqualTo("{}");
            assertThat(posted.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(posted.body()).isEqualTo("{\"a\":1}");
        }
    }

    @Test
    void a_client_that_offers_http_2_with_a_body_is_answered_as_it_asked() throws Exception {
        var raw = Doors.function(Doors.echo(), "payload-kind", "raw");
        try (var door = Doors.open(Doors.onAnyPort(), raw);
                var client = upgrading()) {
            var uri = URI.create("http://localhost:" + door.port() + "/");
            var body = "\"" + "x".repeat(100_000) + "\"";

            var posted = client.send(post(uri, body), BodyHandlers.ofString());

            assertThat(posted.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(posted.body()).isEqualTo(body);
        }
    }

    private static HttpClient upgrading() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    }

    private static HttpRequest post(URI uri, String body) {
        return HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build();
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void head_and_empty_answers_have_no_body(Caller caller) {
        var function =
                Doors.function(invocation -> {
                    var event = new String(invocation.event(), StandardCharsets.UTF_8);
                    return result(
                            event.contains("/empty")
                                    ? "{\"statusCode\":204,\"body\":\"no\"}"
                                    : "{\"statusCode\":200,\"body\":\"twelve bytes\"}");
                });
        try (var door = Doors.open(Doors.onAnyPort(), function)) {

            var head = caller.send(door.port(), "HEAD", "/", Map.of(), new byte[0]);
            var empty = caller.get(door.port(), "/empty");

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("content-length")).contains("12");
            assertThat(head.body()).isEmpty();
            assertThat(empty.status()).isEqualTo(204);
            assertThat(empty.header("content-length")).isEmpty();
            assertThat(empty.header("transfer-encoding")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void a_long_target_and_long_headers_fit(Caller caller) throws IOException {
        try (var door = Doors.open(Doors.onAnyPort(), Doors.function(Doors.echo()))) {

            var reply =
                    caller.send(
                            door.port(),
                            "GET",
                            "/" + "p".repeat(30_000),
                            Map.of("x-long", "h".repeat(30_000)),
                            new byte[0]);

            assertThat(event(reply).at("/headers/x-long").asText()).hasSize(30_000);
        }
    }

    @Test
    void the_socket_takes_ipv4_and_ipv6() throws IOException {
        try (var door = Doors.open(Doors.onAnyPort(), Doors.function(Doors.echo()))) {
            for (var address : new String[] {"127.0.0.1", "::1"}) {
                var local = InetAddress.ofLiteral(address);
                if (local instanceof Inet6Address && !hasIpv6()) {
                    continue;
                }
                try (var socket = new Socket(local, door.port())) {
                    assertThat(socket.isConnected()).isTrue();
                }
            }
        }
    }

    private static boolean hasIpv6() {
        try (var probe = new java.net.ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void a_port_that_is_taken_is_said_clearly() {
        try (var first = Doors.open(Doors.onAnyPort())) {
            var port = Integer.toString(first.port());

            assertThatThrownBy(() ->
                            Doors.open(DoorSettings.read(Doors.settings("port", port), false)))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageStartingWith("Cannot listen on port " + port + ": ")
                    .hasMessageContaining("in use")
                    .hasMessageEndingWith("choose another port with PORT.");
        }
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void who_asks_before_the_adoption_waits_for_it(Caller caller) {
        try (var door = Doors.open(Doors.onAnyPort(), Doors.function(Doors.echo()))) {
            var early =
                    CompletableFuture.supplyAsync(
                            () -> caller.post(door.port(), "/actuator/info", "body"));
            door.othersWanted().join();

            door.adopt((request, response) ->
                    response.sendString(
                                    request.receive()
                                            .aggregate()
                                            .asString()
                                            .map(body -> "adopted " + body))
                            .then());

            assertThat(early.join().text()).isEqualTo("adopted body");
            assertThat(caller.post(door.port(), "/actuator/info", "later").text())
                    .isEqualTo("adopted later");
        }
    }

    @Test
    void who_hangs_up_before_the_adoption_leaves_nothing_behind() throws IOException {
        var served = new AtomicInteger();
        try (var door = Doors.open(Doors.onAnyPort(), Doors.function(Doors.echo()))) {
            try (var wire = new Wire(door.port())) {
                wire.send("GET /actuator/info HTTP/1.1\r\nHost: a\r\n\r\n");
                Until.holds(door::isBusy);
            }
            Until.holds(() -> !door.isBusy());

            door.adopt((_, _) -> {
                served.incrementAndGet();
                return Mono.empty();
            });

            assertThat(Caller.HTTP_1_1.get(door.port(), "/actuator/info").status()).isEqualTo(200);
            assertThat(served).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/actuator", "/actuator/metrics", "/2015-03-31/functions", "/2021-11-15/x"})
    void management_and_the_rest_of_the_api_belong_to_the_adopter(String path) {
        try (var door = Doors.open(Doors.onAnyPort(), Doors.function(Doors.echo()))) {
            door.adopt((_, response) -> response.status(418).send());

            assertThat(Caller.HTTP_1_1.get(door.port(), path).status()).isEqualTo(418);
        }
    }

    @Test
    void what_only_looks_like_management_is_the_functions() {
        try (var door = Doors.open(Doors.onAnyPort(), Doors.function(Doors.echo()))) {

            assertThat(Caller.HTTP_1_1.get(door.port(), "/actuators").status()).isEqualTo(200);
            assertThat(Caller.HTTP_1_1.get(door.port(), "/2015-03/x").status()).isEqualTo(200);
        }
    }

    @Test
    void an_invoke_api_that_is_off_says_how_to_switch_it_on() {
        var settings = Doors.onAnyPort("invoke-api", "off");
        try (var door = Doors.open(settings, Doors.function(Doors.echo()))) {

            var reply =
                    Caller.HTTP_1_1.post(door.port(), "/2015-03-31/functions/fn/invocations", "{}");

            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.text()).contains("kiln.invoke-api=open");
            assertThat(Caller.HTTP_1_1.get(door.port(), "/x").status()).isEqualTo(200);
        }
    }

    @Test
    void any_name_reaches_the_only_function_if_so_set() {
        var settings = Doors.onAnyPort("any-function-name", "true");
        try (var door = Doors.open(settings, Doors.function(Doors.echo()))) {

            var reply =
                    Caller.HTTP_1_1.post(
                            door.port(), "/2015-03-31/functions/whatever/invocations", "{\"a\":1}");

            assertThat(reply.text()).isEqualTo("{\"a\":1}");
        }
    }

    @Test
    void an_invoker_that_breaks_its_promise_gets_its_caller_a_500_and_no_detail() {
        var throwing =
                Doors.function(_ -> {
                    throw new IllegalStateException("secret");
                });
        var failing =
                Doors.function(
                        _ -> CompletableFuture.failedFuture(new IllegalStateException("secret")));
        for (var function : new HostedFunction[] {throwing, failing}) {
            try (var door = Doors.open(Doors.onAnyPort(), function)) {

                var reply = Caller.HTTP_1_1.get(door.port(), "/");

                assertThat(reply.status()).isEqualTo(500);
                assertThat(reply.toString()).doesNotContain("secret");
                Until.holds(() -> !door.isBusy());
            }
        }
    }

    @Test
    void an_answer_that_http_cannot_carry_becomes_a_500() {
        var function = Doors.function(Doors.echo(), "aliases", "PROD=1\u000b2");
        try (var door = Doors.open(Doors.onAnyPort(), function)) {

            var reply =
                    Caller.HTTP_1_1.post(
                            door.port(), "/2015-03-31/functions/fn:PROD/invocations", "{}");

            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.header("x-amz-executed-version")).isEmpty();
        }
    }

    private static CompletableFuture<Outcome> result(String json) {
        return CompletableFuture.completedFuture(
                new Outcome.Succeeded(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonNode event(Reply reply) throws IOException {
        assertThat(reply.status()).as("%s", reply).isEqualTo(200);
        return JSON.readTree(reply.body());
    }
}
