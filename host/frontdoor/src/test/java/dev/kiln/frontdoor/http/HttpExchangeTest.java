package dev.kiln.frontdoor.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.OutboundResponse;
import dev.kiln.frontdoor.Doors;
import dev.kiln.frontdoor.FrontDoor;
import dev.kiln.frontdoor.Until;
import dev.kiln.frontdoor.hosting.TestFunctions;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a connection around an answer, above all where nobody reads the request. */
class HttpExchangeTest {

    private static final String PROBE = "/health/readiness";
    private static final String OTHERS = "/actuator/info";
    private static final String NEXT =
            "POST /next HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n1";

    private final FrontDoor door =
            Doors.open(
                    Doors.onAnyPort("body-timeout", "500ms"),
                    TestFunctions.function(TestFunctions.echo(), "payload-kind", "raw"));

    @AfterEach
    void close() {
        door.close();
    }

    private static String get(String target, String... lines) {
        return "GET " + target + " HTTP/1.1\r\nHost: a\r\n" + String.join("", lines) + "\r\n";
    }

    private static Optional<String> connection(OutboundResponse answer) {
        return answer.headers().stream()
                .filter(it -> it.name().equalsIgnoreCase("connection"))
                .map(it -> it.value())
                .findFirst();
    }

    @Test
    void a_connection_goes_on_after_a_request_that_waited_and_whose_body_nobody_read()
            throws IOException {
        try (var wire = new Wire(door.port())) {
            wire.send(get(OTHERS));
            Until.holds(() -> Doors.isBusy(door));
            wire.send(NEXT);

            door.adopt(it -> HttpMapper.write(Answers.plain(404, "Not here."), it));

            assertThat(wire.read("GET").status()).isEqualTo(404);
            assertThat(wire.read("POST").body()).asString(US_ASCII).isEqualTo("1");
            Until.holds(() -> !Doors.isBusy(door));
            assertThat(Doors.drain(door)).isTrue();
        }
    }

    @Test
    void a_connection_is_read_on_after_a_body_that_came_at_once_and_that_nobody_read()
            throws IOException {
        try (var wire = new Wire(door.port())) {
            wire.send(
                    "POST "
                            + OTHERS
                            + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
            Until.holds(() -> Doors.isBusy(door));

            door.adopt(it -> HttpMapper.write(Answers.plain(404, "Not here."), it));

            assertThat(wire.read("POST").status()).isEqualTo(404);
            assertThat(wire.send(NEXT).read("POST").body()).asString(US_ASCII).isEqualTo("1");
        }
        Until.holds(() -> Doors.connections(door) == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {PROBE, OTHERS, "/function"})
    void thousands_of_requests_in_one_write_are_answered(String target) throws IOException {
        door.adopt(it -> HttpMapper.write(Answers.plain(200, "Here."), it));
        try (var wire = new Wire(door.port())) {
            wire.send(get(target).repeat(3000) + NEXT);

            for (var i = 0; i < 3000; i++) {
                assertThat(wire.read("GET").status()).isEqualTo(200);
            }
            assertThat(wire.read("POST").body()).asString(US_ASCII).isEqualTo("1");
        }
    }

    @Test
    void who_waits_for_leave_to_send_nothing_keeps_the_connection() throws IOException {
        try (var wire = new Wire(door.port())) {
            wire.send(get(PROBE, "Expect: 100-continue\r\n") + NEXT);

            var answer = wire.read("GET");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(connection(answer)).isEmpty();
            assertThat(wire.read("POST").body()).asString(US_ASCII).isEqualTo("1");
        }
    }

    /** What follows could be its body or not, so nothing that follows is a request. */
    @Test
    void a_body_that_nobody_gave_leave_for_ends_the_connection() throws IOException {
        try (var wire = new Wire(door.port())) {
            wire.send(
                    "POST "
                            + PROBE
                            + " HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nhello"
                            + NEXT);

            var answer = wire.read("POST");

            assertThat(answer.status()).isEqualTo(405);
            assertThat(connection(answer)).contains("close");
            assertThat(wire.isClosedByPeer()).isTrue();
            assertThat(Doors.isBusy(door)).isFalse();
        }
        Until.holds(() -> Doors.connections(door) == 0);
    }

    @Test
    void a_client_that_stays_after_the_last_answer_is_left() throws IOException {
        try (var wire = new Wire(door.port())) {
            wire.send(
                    "POST "
                            + PROBE
                            + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhe");

            assertThat(wire.read("POST").status()).isEqualTo(405);
            assertThat(wire.isClosedByPeer()).isTrue();
            Until.holds(() -> Doors.connections(door) == 0);
        }
    }

    @Test
    void a_server_that_throws_ends_the_connection_alone() throws IOException {
        door.adopt(_ -> {
            throw new IllegalStateException("of a test");
        });
        try (var wire = new Wire(door.port());
                var other = new Wire(door.port())) {
            assertThat(wire.send(get(OTHERS)).isClosedByPeer()).isTrue();
            assertThat(other.send(NEXT).read("POST").status()).isEqualTo(200);
            Until.holds(() -> !Doors.isBusy(door));
        }
    }
}
