package dev.kiln.frontdoor.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.HeaderField;
import dev.kiln.frontdoor.Doors;
import dev.kiln.frontdoor.FrontDoor;
import dev.kiln.frontdoor.Until;
import dev.kiln.frontdoor.hosting.TestFunctions;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests that are not HTTP, or that two readers could understand in two ways: each has exactly
 * one answer, which says what was wrong, and nothing behind it on its connection is served.
 */
class BadRequestTest {

    private static final String NEXT = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final AtomicInteger CALLS = new AtomicInteger();
    private static final FrontDoor DOOR =
            Doors.open(
                    Doors.onAnyPort(),
                    TestFunctions.function(invocation -> {
                        CALLS.incrementAndGet();
                        return TestFunctions.echo().invoke(invocation);
                    }));

    private static QuietLog log;

    @BeforeAll
    static void listen() {
        log = new QuietLog();
    }

    @AfterAll
    static void close() {
        log.close();
        DOOR.close();
    }

    @AfterEach
    void forget() {
        CALLS.set(0);
        log.requireNoError();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badRequests")
    void is_refused_with_a_reason_and_ends_its_connection(String what, int status, String request)
            throws IOException {
        try (var wire = new Wire(DOOR.port())) {

            var answer = wire.send(request + NEXT).read("GET");

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.headers()).contains(new HeaderField("connection", "close"));
            assertThat(new String(answer.body(), ISO_8859_1)).matches("[A-Z].{10,}\\.\n");
            assertThat(wire.isClosedByPeer()).isTrue();
            assertThat(CALLS).hasValue(0);
            Until.holds(() -> !Doors.isBusy(DOOR));
        }
    }

    static Stream<Arguments> badRequests() {
        return Stream.of(
                bad("two lengths", with("Content-Length: 2\r\nContent-Length: 3", "{}")),
                bad("the same length twice", with("Content-Length: 2\r\nContent-Length: 2", "{}")),
                bad("a list of lengths", with("Content-Length: 2, 2", "{}")),
                bad("a length with a sign", with("Content-Length: +2", "{}")),
                bad("a negative length", with("Content-Length: -2", "{}")),
                bad("a length beyond all numbers", with("Content-Length: " + "9".repeat(20), "{}")),
                bad(
                        "length and chunks",
                        with("Content-Length: 4\r\nTransfer-Encoding: chunked", "0\r\n\r\n")),
                bad(
                        "chunks and length",
                        with("Transfer-Encoding: chunked\r\nContent-Length: 4", "0\r\n\r\n")),
                bad(
                        "length and hidden chunks",
                        with("Content-Length: 4\r\nTransfer-Encoding:\r\n chunked", "0\r\n\r\n")),
                bad("a folded length", with("Content-Length: 2\r\n 0", "{}")),
                bad("chunked twice", with("Transfer-Encoding: chunked, chunked", "0\r\n\r\n")),
                bad("compressed chunks", with("Transfer-Encoding: gzip, chunked", "0\r\n\r\n")),
                bad("chunks inside", with("Transfer-Encoding: chunked, identity", "0\r\n\r\n")),
                bad("almost chunked", with("Transfer-Encoding: xchunked", "0\r\n\r\n")),
                bad("identity", with("Transfer-Encoding: identity\r\nContent-Length: 2", "{}")),
                bad(
                        "chunks of HTTP/1.0",
                        "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                bad("a first line that is folded", "GET / HTTP/1.1\r\n X: y\r\nHost: a\r\n\r\n"),
                bad("NUL in a value", with("X-A: 1\0002", "")),
                bad("NUL in a name", with("X\000A: 1", "")),
                bad("NUL in the target", "GET /a\000b HTTP/1.1\r\nHost: a\r\n\r\n"),
                bad("a control character", with("X-A: \001", "")),
                bad("a bare CR in a value", with("X-A: 1\r2", "")),
                bad("a bare CR for a line end", "GET / HTTP/1.1\rHost: a\r\r"),
                bad("bare LFs", "GET / HTTP/1.1\nHost: a\n\n"),
                bad("a space before the colon", with("X-A : 1", "")),
                bad("a tab before the colon", with("Content-Length\t: 2", "{}")),
                bad("no colon", with("X-A", "")),
                bad("no name", with(": v", "")),
                bad("a name that is no token", with("X-\u00c3\u00a9: 1", "")),
                bad("no Host", "GET / HTTP/1.1\r\nX: y\r\n\r\n"),
                bad("no Host in a whole URL", "GET http://a/ HTTP/1.1\r\nX: y\r\n\r\n"),
                bad("two Hosts", with("Host: b", "")),
                bad("the same Host twice", with("host: a", "")),
                bad("a Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"),
                bad("a Host with two ports", "GET / HTTP/1.1\r\nHost: a:1:2\r\n\r\n"),
                bad("a Host with a named port", "GET / HTTP/1.1\r\nHost: a:http\r\n\r\n"),
                bad("half an IPv6 address", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n"),
                bad("a Host with a space", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"),
                bad("a space in the target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n"),
                bad("a fragment in the target", "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n"),
                bad("a method that is no token", "G(T / HTTP/1.1\r\nHost: a\r\n\r\n"),
                bad("no version", "GET /\r\nHost: a\r\n\r\n"),
                bad("another protocol", "GET / ICAP/1.0\r\nHost: a\r\n\r\n"),
                bad("TLS", "\026\003\001\002\000\001\000\001\374\003\003\r\n\r\n"),
                refused(505, "version 0.9", "GET / HTTP/0.9\r\nHost: a\r\n\r\n"),
                refused(505, "version 1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n"),
                refused(505, "version 2.0", "GET / HTTP/2.0\r\nHost: a\r\n\r\n"),
                refused(505, "version 2.5", "GET / HTTP/2.5\r\nHost: a\r\n\r\n"),
                refused(505, "half a preface", "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n"),
                refused(417, "another expectation", with("Expect: the-moon", "")),
                refused(414, "a long line", "GET /" + "a".repeat(70_000) + " HTTP/1.1\r\n\r\n"),
                refused(431, "many headers", with(headers(140), "")),
                refused(431, "one long header", with("X: " + "y".repeat(140_000), "")),
                bad("a chunk longer than said", chunks("2\r\n{}xx\r\n0\r\n\r\n")),
                bad("a chunk without end", chunks("FFFFFFFFFFFFFFFFFF\r\n{}")),
                bad("a chunk of negative size", chunks("-2\r\n{}\r\n0\r\n\r\n")),
                bad("a chunk size in C", chunks("0x2\r\n{}\r\n0\r\n\r\n")),
                bad("chunks with bare LFs", chunks("2\n{}\n0\n\n")),
                bad("a bad trailer", chunks("2\r\n{}\r\n0\r\nX : 1\r\n\r\n")));
    }

    private static Arguments bad(String what, String request) {
        return refused(400, what, request);
    }

    private static Arguments refused(int status, String what, String request) {
        return Arguments.of(what, status, request);
    }

    private static String with(String headers, String body) {
        return "POST / HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n\r\n" + body;
    }

    private static String chunks(String chunks) {
        return with("Transfer-Encoding: chunked", chunks);
    }

    private static String headers(int kilobytes) {
        var headers = new StringBuilder();
        for (var i = 0; i < kilobytes; i++) {
            headers.append("X-").append(i).append(": ").append("y".repeat(1000)).append("\r\n");
        }
        return headers.append("X-Last: 1").toString();
    }

    @Test
    void is_answered_in_its_turn() throws IOException {
        try (var wire = new Wire(DOOR.port())) {

            wire.send(NEXT + "GET /bad HTTP/1.1\r\nHost: a\r\nX : 1\r\n\r\n" + NEXT);

            assertThat(wire.read("GET").status()).isEqualTo(200);
            assertThat(wire.read("GET").status()).isEqualTo(400);
            assertThat(wire.isClosedByPeer()).isTrue();
            assertThat(CALLS).hasValue(1);
        }
    }

    @Test
    void has_no_body_for_head() throws IOException {
        try (var wire = new Wire(DOOR.port())) {

            var answer = wire.send("HEAD / HTTP/1.1\r\n\r\n").read("HEAD");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(wire.isClosedByPeer()).isTrue();
        }
    }
}
