package dev.kiln.frontdoor.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.adapters.JsonText;
import dev.kiln.frontdoor.Doors;
import dev.kiln.frontdoor.FrontDoor;
import dev.kiln.frontdoor.hosting.TestFunctions;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads of streams of HTTP/2: a bad one costs its stream, and no other. */
class Http2HeadTest {

    private final QuietLog log = new QuietLog();
    private final AtomicInteger calls = new AtomicInteger();
    private final FrontDoor door =
            Doors.open(
                    Doors.onAnyPort(),
                    TestFunctions.function(invocation -> {
                        calls.incrementAndGet();
                        return TestFunctions.echo().invoke(invocation);
                    }));
    private final Http2Wire wire = new Http2Wire(door.port());

    @AfterEach
    void close() {
        wire.close();
        door.close();
        log.close();
        log.requireNoError();
    }

    @ParameterizedTest
    @CsvSource({"a.example,", ", a.example", "a.example, a.example"})
    void the_authority_is_the_host(String authority, String host) throws Exception {
        var head = head();
        if (authority != null) {
            head.authority(authority);
        }
        if (host != null) {
            head.add("host", host);
        }

        var answer = wire.send(head, new byte[0]);

        assertThat(JsonText.at(JsonText.parse(answer.body()), "headers", "host"))
                .isEqualTo("a.example");
    }

    @ParameterizedTest
    @CsvSource({"a.example, b.example", "a/b,", "a b,", ","})
    void who_is_meant_must_be_clear(String authority, String host) throws Exception {
        var head = head();
        if (authority != null) {
            head.authority(authority);
        }
        if (host != null) {
            head.add("host", host);
        }

        requireRefused(head, "");
    }

    @Test
    void another_expectation_is_not_met() throws Exception {
        var answer = wire.send(head().authority("a").add("expect", "the-moon"), new byte[0]);

        assertThat(answer.status()).isEqualTo(417);
        assertThat(calls).hasValue(0);
        requireAlive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "connection|close",
                "transfer-encoding|chunked",
                "upgrade|h2c",
                "te|gzip",
                "X-Upper|1",
                "x a|1",
                "content-length|5",
                "content-length|+2",
                ":path|/b",
                ":unknown|1"
            })
    void a_field_that_http_2_has_not_is_refused(String name, String value) throws Exception {
        requireRefused(head().authority("a").add(name, value), "");
    }

    @ParameterizedTest
    @ValueSource(chars = {0, '\r', '\n'})
    void a_control_character_is_refused_in_values_and_targets(char character) throws Exception {
        requireRefused(head().authority("a").add("x-a", "1" + character + "2"), "");
        requireRefused(head().authority("a").path("/a" + character + "b"), "");
    }

    @Test
    void a_stream_without_a_path_or_method_is_refused() throws Exception {
        requireRefused(new DefaultHttp2Headers(false).method("GET").scheme("http"), "");
        requireRefused(new DefaultHttp2Headers(false).path("/").scheme("http"), "");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void a_body_is_as_long_as_was_said(int length) throws Exception {
        var head = head().authority("a").addInt("content-length", length);

        requireRefused(head, "{}");
    }

    /** Whether its stream or its connection ends depends on how soon the body follows. */
    @Test
    void a_body_behind_a_bad_head_costs_no_other_connection() throws Exception {
        var head = head().authority("a").add("connection", "close");

        assertThatThrownBy(() -> wire.send(head, new byte[10]))
                .isInstanceOf(ExecutionException.class);

        assertThat(calls).hasValue(0);
        try (var other = new Http2Wire(door.port())) {
            assertThat(other.send(head().authority("a"), new byte[0]).status()).isEqualTo(200);
        }
    }

    @Test
    void more_headers_than_fit_are_refused() throws Exception {
        var head = head().authority("a");
        for (var i = 0; i < 140; i++) {
            head.add("x-" + i, "y".repeat(1000));
        }

        requireRefused(head, "");
    }

    private void requireRefused(Http2Headers head, String body) throws Exception {
        try {
            assertThat(wire.send(head, body.getBytes(US_ASCII)).status()).isBetween(400, 499);
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(IOException.class);
        }
        assertThat(calls).hasValue(0);
        requireAlive();
    }

    private void requireAlive() throws Exception {
        assertThat(wire.send(head().authority("a"), new byte[0]).status()).isEqualTo(200);
        calls.set(0);
    }

    private static Http2Headers head() {
        return new DefaultHttp2Headers(false).method("POST").path("/").scheme("http");
    }
}
