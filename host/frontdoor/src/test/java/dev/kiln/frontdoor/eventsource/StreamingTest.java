package dev.kiln.frontdoor.eventsource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.cases.Dictated;
import dev.kiln.frontdoor.Doors;
import dev.kiln.frontdoor.FrontDoor;
import dev.kiln.frontdoor.Until;
import dev.kiln.frontdoor.http.AnswerBody;
import dev.kiln.frontdoor.http.Wire;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.netty.http.HttpProtocol;

/** A Function URL's answers in invoke mode RESPONSE_STREAM, from real handlers over sockets. */
class StreamingTest {

    private static final String NULS = "\0".repeat(8);
    private static final String END = "";

    private final BlockingQueue<byte[]> dictation = new LinkedBlockingQueue<>();

    @BeforeEach
    void offerDictation() {
        System.getProperties().put(Dictated.QUEUE, dictation);
    }

    @AfterEach
    void endDictation() {
        dictate(END);
        System.getProperties().remove(Dictated.QUEUE);
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP11", "H2C"})
    void the_client_reads_a_piece_before_the_handler_writes_the_next(HttpProtocol protocol) {
        try (var door = open()) {
            var reading = Reading.of(protocol, door.port(), "GET", "/");

            dictate("one");
            var first = reading.next(3);
            dictate("two");
            var second = reading.next(3);
            dictate(END);

            assertThat(first + second).isEqualTo("onetwo");
            assertThat(reading.head().status().code()).isEqualTo(200);
            assertThat(reading.head().responseHeaders().get("content-type"))
                    .isEqualTo("application/octet-stream");
            assertThat(reading.problem()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP11", "H2C"})
    void status_and_headers_come_with_the_prelude_however_it_is_cut(HttpProtocol protocol) {
        try (var door = open()) {
            var reading = Reading.of(protocol, door.port(), "GET", "/");

            dictate("{\"statusCode\":201,\"headers\":{\"Content-Type\":\"text/plain\"},");
            dictate("\"cookies\":[\"a=1\",\"b=2\"]}" + NULS.substring(0, 3));
            dictate(NULS.substring(3));
            var head = reading.head();
            dictate("body" + NULS);
            var body = reading.next(12);
            dictate(END);

            assertThat(head.status().code()).isEqualTo(201);
            assertThat(head.responseHeaders().get("content-type")).isEqualTo("text/plain");
            assertThat(head.responseHeaders().getAll("set-cookie")).containsExactly("a=1", "b=2");
            assertThat(body).isEqualTo("body" + NULS);
            assertThat(reading.problem()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP11", "H2C"})
    void an_error_after_the_first_byte_breaks_the_answer_off(HttpProtocol protocol) {
        try (var door = open()) {
            var reading = Reading.of(protocol, door.port(), "GET", "/");

            dictate("one");
            reading.next(3);
            dictate("throw");

            assertThat(reading.problem()).isNotNull();
        }
    }

    @Test
    void a_client_of_http_1_0_sees_a_reset_for_it_takes_an_end_for_the_end() throws IOException {
        try (var door = open();
                var wire = new Wire(door.port())) {
            wire.send("GET / HTTP/1.0\r\n\r\n");

            dictate("one");
            dictate("throw");

            assertThatThrownBy(wire::readToEnd).isInstanceOf(SocketException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP11", "H2C"})
    void the_deadline_breaks_a_begun_answer_off(HttpProtocol protocol) {
        try (var door = open("timeout", "300ms")) {
            var reading = Reading.of(protocol, door.port(), "GET", "/");

            dictate("one");
            var first = reading.next(3);

            assertThat(first).isEqualTo("one");
            assertThat(reading.problem()).isNotNull();
        }
    }

    @Test
    void an_error_before_the_first_byte_is_the_gateways_own_answer() {
        try (var door = open()) {
            var reading = Reading.of(HttpProtocol.HTTP11, door.port(), "GET", "/");

            dictate("{\"statusCode\":201}");
            dictate("throw");

            assertThat(reading.head().status().code()).isEqualTo(502);
            assertThat(reading.next(21)).isEqualTo("Internal Server Error");
            assertThat(reading.problem()).isNull();
        }
    }

    @Test
    void a_structured_result_is_nothing_but_a_body() {
        try (var door = open()) {
            var reading = Reading.of(HttpProtocol.HTTP11, door.port(), "GET", "/");

            dictate("{\"statusCode\":201}");
            dictate(END);

            assertThat(reading.head().status().code()).isEqualTo(200);
            assertThat(reading.next(18)).isEqualTo("{\"statusCode\":201}");
            assertThat(reading.problem()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP11", "H2C"})
    void a_head_request_gets_the_head_alone(HttpProtocol protocol) {
        try (var door = open()) {
            var reading = Reading.of(protocol, door.port(), "HEAD", "/");

            dictate("one");
            dictate(END);

            assertThat(reading.head().status().code()).isEqualTo(200);
            assertThat(reading.problem()).isNull();
            assertThat(reading.bytes()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP11", "H2C"})
    void a_handler_waits_for_a_client_that_does_not_read(HttpProtocol protocol) {
        try (var door = open()) {
            var total = 64L * 1024 * 1024;
            var reading = Reading.later(protocol, door.port(), "/");
            for (var i = 0; i < 64; i++) {
                dictation.add(new byte[1024 * 1024]);
            }

            Until.holds(StreamingTest::isAWriterWaiting);
            var left = dictation.size();
            reading.goOn();
            dictate(END);

            assertThat(left).isGreaterThan(32);
            assertThat(reading.problem()).isNull();
            assertThat(reading.bytes()).isEqualTo(total);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP11", "H2C"})
    void a_handler_does_not_learn_that_its_client_has_gone(HttpProtocol protocol) {
        try (var door = open()) {
            var reading = Reading.later(protocol, door.port(), "/");
            for (var i = 0; i < 64; i++) {
                dictation.add(new byte[1024 * 1024]);
            }
            Until.holds(StreamingTest::isAWriterWaiting);

            reading.cancel();
            Until.holds(dictation::isEmpty);
            dictate(END);

            var next = Reading.of(protocol, door.port(), "GET", "/");
            dictate("next");
            assertThat(next.next(4)).isEqualTo("next");
            dictate(END);
            assertThat(next.problem()).isNull();
        }
    }

    @Test
    void a_header_that_http_cannot_carry_is_an_error_of_the_answer_not_of_the_handler() {
        try (var door = open()) {
            var reading = Reading.of(HttpProtocol.HTTP11, door.port(), "GET", "/");

            dictate("{\"headers\":{\"x\":\"a\\nb\"}}" + NULS);
            dictate("body");
            dictate(END);

            assertThat(reading.head().status().code()).isGreaterThanOrEqualTo(500);
            assertThat(reading.problem()).isNull();
        }
    }

    private void dictate(String text) {
        dictation.add(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isAWriterWaiting() {
        return Thread.getAllStackTraces().entrySet().stream()
                .anyMatch(thread ->
                        thread.getKey().getState() == Thread.State.WAITING
                                && Arrays.stream(thread.getValue())
                                        .anyMatch(frame ->
                                                frame.getClassName()
                                                        .equals(AnswerBody.class.getName())));
    }

    private static FrontDoor open(String... namesAndValues) {
        var settings = new ArrayList<>(List.of("handler", Dictated.class.getName()));
        settings.addAll(List.of("payload-kind", "function-url", "invoke-mode", "RESPONSE_STREAM"));
        settings.addAll(List.of(namesAndValues));
        return Doors.openReal(Doors.onAnyPort(), Map.of(), settings.toArray(String[]::new));
    }
}
