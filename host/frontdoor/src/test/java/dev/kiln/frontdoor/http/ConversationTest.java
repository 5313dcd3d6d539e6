package dev.kiln.frontdoor.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.frontdoor.Doors;
import dev.kiln.frontdoor.Until;
import dev.kiln.frontdoor.hosting.HostedFunction;
import dev.kiln.frontdoor.hosting.TestFunctions;
import dev.kiln.runtime.Outcome;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What arrives of a request, and what leaves as its answer. */
class ConversationTest {

    @Test
    void the_path_is_taken_from_the_wire_as_it_is() throws IOException {
        var function = TestFunctions.function(TestFunctions.echo(), "payload-kind", "rest-v1");
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
        var function = TestFunctions.function(TestFunctions.echo());
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

    @ParameterizedTest
    @EnumSource(Caller.class)
    void head_and_empty_answers_have_no_body(Caller caller) {
        var function =
                TestFunctions.function(invocation -> {
                    var event = new String(invocation.event(), UTF_8);
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

    @Test
    void a_load_balancers_status_description_is_the_reason_phrase() throws IOException {
        var function =
                TestFunctions.function(
                        _ ->
                                result(
                                        "{\"statusCode\":200,\"statusDescription\":\"200 Tout va bien \u2713\"}"),
                        "payload-kind",
                        "alb");
        try (var door = Doors.open(Doors.onAnyPort(), function);
                var wire = new Wire(door.port())) {

            var answer = wire.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").answer();

            assertThat(new String(answer.getBytes(ISO_8859_1), UTF_8))
                    .startsWith("HTTP/1.1 200 Tout va bien \u2713\r\n");
            assertThat(Caller.H2C.get(door.port(), "/").status()).isEqualTo(200);
        }
    }

    @Test
    void an_invoker_that_breaks_its_promise_gets_its_caller_a_500_and_no_detail() {
        var throwing =
                TestFunctions.function(_ -> {
                    throw new IllegalStateException("secret");
                });
        var failing =
                TestFunctions.function(
                        _ -> CompletableFuture.failedFuture(new IllegalStateException("secret")));
        for (var function : new HostedFunction[] {throwing, failing}) {
            try (var door = Doors.open(Doors.onAnyPort(), function)) {

                var reply = Caller.HTTP_1_1.get(door.port(), "/");

                assertThat(reply.status()).isEqualTo(500);
                assertThat(reply.toString()).doesNotContain("secret");
                Until.holds(() -> !Doors.isBusy(door));
            }
        }
    }

    @Test
    void an_answer_that_http_cannot_carry_becomes_a_500() {
        var function = TestFunctions.function(TestFunctions.echo(), "aliases", "PROD=1\u000b2");
        try (var door = Doors.open(Doors.onAnyPort(), function)) {

            var reply =
                    Caller.HTTP_1_1.post(
                            door.port(), "/2015-03-31/functions/fn:PROD/invocations", "{}");

            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.header("x-amz-executed-version")).isEmpty();
        }
    }

    private static CompletableFuture<Outcome> result(String json) {
        return CompletableFuture.completedFuture(new Outcome.Succeeded(json.getBytes(UTF_8)));
    }
}
