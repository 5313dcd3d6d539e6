package dev.kiln.frontdoor.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.cloudevents.OutboundMessage;
import dev.kiln.frontdoor.Until;
import dev.kiln.frontdoor.cloudevents.RecordingSink;
import dev.kiln.frontdoor.cloudevents.RecordingSink.Answer;
import dev.kiln.frontdoor.config.FunctionDefinition;
import dev.kiln.frontdoor.config.SinkSettings;
import dev.kiln.frontdoor.config.TestSettings;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SinkTest {

    private static final EventLoopGroup LOOPS =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    @TempDir Path folder;

    @AfterAll
    static void end() {
        LOOPS.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @Test
    void an_event_is_posted_as_it_is() throws IOException {
        try (var server = RecordingSink.answering(202);
                var sink = sink(server.url() + "/default/broker?a=b")) {
            sink.send(message("{\"a\":1}")).join();

            var delivery = server.deliveries().getFirst();
            assertThat(delivery.method()).isEqualTo("POST");
            assertThat(delivery.target()).isEqualTo("/default/broker?a=b");
            assertThat(delivery.header("ce-id")).contains("1");
            assertThat(delivery.header("content-length")).contains("7");
            assertThat(delivery.header("authorization")).isEmpty();
            assertThat(new String(delivery.body(), UTF_8)).isEqualTo("{\"a\":1}");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void every_success_is_one(int status) throws IOException {
        try (var server = RecordingSink.answering(status);
                var sink = sink(server.url())) {
            sink.send(message("")).join();

            assertThat(server.deliveries()).hasSize(1);
            assertThat(server.deliveries().getFirst().target()).isEqualTo("/");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 408, 409, 429, 500, 502, 503, 504})
    void what_may_pass_is_tried_again(int status) throws IOException {
        try (var server = RecordingSink.answering(n -> Answer.of(n < 3 ? status : 202));
                var sink = sink(server.url(), "sink-backoff", "1ms")) {
            sink.send(message("x")).join();

            assertThat(server.deliveries()).hasSize(3);
            assertThat(server.deliveries()).allSatisfy(it -> assertThat(it.body()).hasSize(1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 304, 400, 401, 403, 405, 410, 413, 415, 422})
    void what_will_not_pass_is_not(int status) throws IOException {
        try (var server = RecordingSink.answering(status);
                var sink = sink(server.url())) {
            assertThatThrownBy(() -> sink.send(message("x")).join())
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOf(SinkException.class)
                    .hasMessage("The sink answered with status " + status);

            assertThat(server.deliveries()).hasSize(1);
        }
    }

    @Test
    void after_the_last_attempt_the_last_answer_is_told() throws IOException {
        try (var server = RecordingSink.answering(n -> Answer.of(n == 3 ? 500 : 503));
                var sink = sink(server.url(), "sink-retries", "2", "sink-backoff", "1ms")) {
            assertThatThrownBy(() -> sink.send(message("x")).join())
                    .cause()
                    .hasMessage("The sink answered with status 500");

            assertThat(server.deliveries()).hasSize(3);
        }
    }

    @Test
    void without_retries_there_is_one_attempt() throws IOException {
        try (var server = RecordingSink.answering(503);
                var sink = sink(server.url(), "sink-retries", "0")) {
            assertThatThrownBy(() -> sink.send(message("x")).join())
                    .cause()
                    .hasMessage("The sink answered with status 503");

            assertThat(server.deliveries()).hasSize(1);
        }
    }

    @Test
    void a_sink_that_asks_for_time_gets_it() throws IOException {
        var busy = new Answer(429, Map.of("Retry-After", "1"));
        try (var server = RecordingSink.answering(n -> n == 1 ? busy : Answer.of(202));
                var sink = sink(server.url(), "sink-backoff", "1ms")) {
            var startedAt = System.nanoTime();

            sink.send(message("x")).join();

            assertThat(Duration.ofNanos(System.nanoTime() - startedAt))
                    .isGreaterThan(Duration.ofSeconds(1));
            assertThat(server.deliveries()).hasSize(2);
        }
    }

    @Test
    void a_sink_that_asks_for_more_time_than_we_wait_is_left_to_the_sender() throws IOException {
        var busy = new Answer(503, Map.of("Retry-After", "Sun, 29 Nov 2026 12:05:00 GMT"));
        try (var server = RecordingSink.answering(_ -> busy);
                var sink = sink(server.url())) {
            assertThatThrownBy(() -> sink.send(message("x")).join())
                    .cause()
                    .hasMessage("The sink answered with status 503");

            assertThat(server.deliveries()).hasSize(1);
        }
    }

    @Test
    void a_sink_that_is_not_there_is_told_of() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        try (var sink =
                sink("http://localhost:" + port, "sink-retries", "1", "sink-backoff", "1ms")) {
            assertThatThrownBy(() -> sink.send(message("x")).join())
                    .cause()
                    .isInstanceOf(SinkException.class)
                    .hasMessageStartingWith("The sink cannot be reached: ")
                    .hasMessageContaining(Integer.toString(port));
        }
    }

    @Test
    void a_sink_that_does_not_answer_is_not_waited_for_for_ever() throws IOException {
        try (var silent = new ServerSocket(0);
                var sink =
                        sink(
                                "http://localhost:" + silent.getLocalPort(),
                                "sink-retries",
                                "0",
                                "sink-timeout",
                                "200ms")) {
            assertThatThrownBy(() -> sink.send(message("x")).join())
                    .cause()
                    .hasMessage("The sink cannot be reached: it gave no answer in 200 ms");
        }
    }

    @Test
    void the_token_is_read_for_each_attempt() throws IOException {
        var token = Files.writeString(folder.resolve("token"), "first\n");
        try (var server = RecordingSink.answering(202);
                var sink = sink(server.url(), "sink-token-file", token.toString())) {
            sink.send(message("x")).join();
            Files.writeString(token, "second");
            sink.send(message("x")).join();

            assertThat(server.deliveries())
                    .extracting(it -> it.header("authorization").orElse("none"))
                    .containsExactly("Bearer first", "Bearer second");
        }
    }

    @Test
    void a_token_that_is_to_be_there_and_is_not_is_told_of() throws IOException {
        var token = folder.resolve("missing");
        try (var server = RecordingSink.answering(202);
                var sink =
                        sink(
                                server.url(),
                                "sink-token-file",
                                token.toString(),
                                "sink-retries",
                                "1",
                                "sink-backoff",
                                "1ms")) {
            assertThatThrownBy(() -> sink.send(message("x")).join())
                    .cause()
                    .hasMessage("There is no token for the sink: no file is at " + token);

            assertThat(server.deliveries()).isEmpty();
        }
    }

    @Test
    void many_go_at_once_and_connections_are_used_again() throws IOException {
        try (var server = RecordingSink.answering(202);
                var sink = sink(server.url())) {
            var sent =
                    IntStream.range(0, 1000)
                            .mapToObj(n -> sink.send(message("event " + n)))
                            .toArray(CompletableFuture<?>[]::new);

            CompletableFuture.allOf(sent).join();

            assertThat(server.deliveries())
                    .extracting(it -> new String(it.body(), UTF_8))
                    .hasSize(1000)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void a_certificate_beside_the_systems_is_trusted() throws Exception {
        try (var server = SecureServer.start(folder)) {
            try (var sink = sink(server.url(), "sink-ca-certs", server.certificate())) {
                sink.send(message("x")).join();
            }
            try (var sink = sink(server.url(), "sink-retries", "0")) {
                assertThatThrownBy(() -> sink.send(message("x")).join())
                        .cause()
                        .hasMessageContaining("PKIX path building failed");
            }
            Until.holds(() -> server.requests() == 1);
        }
    }

    private static Sink sink(String url, String... settings) {
        var all = new ArrayList<>(List.of("sink", url));
        all.addAll(List.of(settings));
        return new Sink(settings(all.toArray(String[]::new)), LOOPS, InstantSource.fixed(NOW));
    }

    private static SinkSettings settings(String... namesAndValues) {
        var definition = FunctionDefinition.read(TestSettings.of(namesAndValues));
        return definition.events().rules().sink().orElseThrow();
    }

    private static OutboundMessage message(String body) {
        return new OutboundMessage(List.of(new HeaderField("ce-id", "1")), body.getBytes(UTF_8));
    }
}
