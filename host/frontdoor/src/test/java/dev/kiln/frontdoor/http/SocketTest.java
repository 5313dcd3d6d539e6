package dev.kiln.frontdoor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kiln.frontdoor.Doors;
import dev.kiln.frontdoor.Until;
import dev.kiln.frontdoor.config.DoorSettings;
import dev.kiln.frontdoor.config.TestSettings;
import dev.kiln.frontdoor.hosting.TestFunctions;
import dev.kiln.runtime.InvalidSettingException;
import dev.kiln.runtime.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions of HTTP, addresses and sizes. */
class SocketTest {

    @Test
    void pipelined_requests_are_answered_in_order() throws IOException {
        var raw = TestFunctions.function(TestFunctions.echo(), "payload-kind", "raw");
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
    void a_connection_goes_on_after_a_request_that_waited_was_answered_at_once()
            throws IOException {
        var outcome = new CompletableFuture<Outcome>();
        var slow = TestFunctions.function(_ -> outcome, "payload-kind", "raw");
        var probe = "GET /health/liveness HTTP/1.1\r\nHost: a\r\n\r\n";
        try (var door = Doors.open(Doors.onAnyPort(), slow);
                var wire = new Wire(door.port())) {
            wire.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n" + probe);
            Until.holds(() -> Doors.running(door) == 1);

            outcome.complete(new Outcome.Succeeded(new byte[] {'1'}));

            assertThat(wire.answer()).endsWith("\r\n\r\n1");
            assertThat(wire.answer()).contains("UP");
            assertThat(wire.send(probe).answer()).contains("UP");
        }
    }

    @Test
    void an_http_1_0_client_gets_its_answer_and_the_end() throws IOException {
        var raw = TestFunctions.function(TestFunctions.echo(), "payload-kind", "raw");
        try (var door = Doors.open(Doors.onAnyPort(), raw);
                var wire = new Wire(door.port())) {

            wire.send("POST / HTTP/1.0\r\nContent-Length: 2\r\n\r\n{}");

            assertThat(wire.answer()).endsWith("{}");
            assertThat(wire.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void a_client_may_upgrade_to_http_2() throws Exception {
        var raw = TestFunctions.function(TestFunctions.echo(), "payload-kind", "raw");
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
        var raw = TestFunctions.function(TestFunctions.echo(), "payload-kind", "raw");
        try (var door = Doors.open(Doors.onAnyPort(), raw);
                var client = upgrading()) {
            var uri = URI.create("http://localhost:" + door.port() + "/");
            var body = "\"" + "x".repeat(100_000) + "\"";

            var posted = client.send(post(uri, body), BodyHandlers.ofString());

            assertThat(posted.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(posted.body()).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECT / HTTP/1.1\r\nHost: a\r\n",
                "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n",
                "GET http://a^/ HTTP/1.1\r\nHost: a\r\n",
                "GET /b HTTP/1.1\r\nHost:\r\n",
                "GET /b HTTP/1.1\r\nHost:  \r\n",
                "GET /b HTTP/1.1\r\nHost: a\r\nHost: b\r\n",
                "GET /b HTTP/1.1\r\nA: b\r\n",
                "\r\nCONNECT / HTTP/1.1\r\nHost: a\r\n",
                "GET /\u0001 HTTP/1.1\r\nHost: a\r\n",
                "GET /b HTTP/1.1\r\nHost: a@\r\n",
                "GET /b HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 5\r\n",
                "GET /b HTTP/2.0\r\nHost: a\r\n",
                "GET /b HTTP/1.0\r\nHost: a\r\n"
            })
    void what_http_2_has_no_form_for_is_answered_as_if_it_were_not_offered(String head)
            throws Exception {
        var raw = TestFunctions.function(TestFunctions.echo(), "payload-kind", "raw");
        try (var door = Doors.open(Doors.onAnyPort(), raw);
                var without = new Wire(door.port());
                var with = new Wire(door.port())) {
            var offer =
                    "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                            + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n";

            without.send(head + "\r\n");
            with.send(head + offer + "\r\n");

            assertThat(with.answer().lines().findFirst())
                    .isEqualTo(without.answer().lines().findFirst());
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
    void a_long_target_and_long_headers_fit(Caller caller) throws IOException {
        try (var door =
                Doors.open(Doors.onAnyPort(), TestFunctions.function(TestFunctions.echo()))) {

            var reply =
                    caller.send(
                            door.port(),
                            "GET",
                            "/" + "p".repeat(30_000),
                            Map.of("x-long", "h".repeat(30_000)),
                            new byte[0]);

            assertThat(reply.status()).as("%s", reply).isEqualTo(200);
            assertThat(new ObjectMapper().readTree(reply.body()).at("/headers/x-long").asText())
                    .hasSize(30_000);
        }
    }

    @Test
    void the_socket_takes_ipv4_and_ipv6() throws IOException {
        try (var door =
                Doors.open(Doors.onAnyPort(), TestFunctions.function(TestFunctions.echo()))) {
            for (var address : new String[] {"127.0.0.1", "::1"}) {
                if (!canReach(address)) {
                    continue;
                }
                try (var socket =
                        new java.net.Socket(InetAddress.ofLiteral(address), door.port())) {
                    assertThat(socket.isConnected()).isTrue();
                }
            }
        }
    }

    /** Whether this machine has the address; some have no IPv6. */
    static boolean canReach(String address) {
        try (var probe = new java.net.ServerSocket(0, 1, InetAddress.ofLiteral(address))) {
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
                            Doors.open(DoorSettings.read(TestSettings.of("port", port), false)))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageStartingWith("Cannot listen on port " + port + ": ")
                    .hasMessageContaining("in use")
                    .hasMessageEndingWith("choose another port with PORT.");
        }
    }
}
