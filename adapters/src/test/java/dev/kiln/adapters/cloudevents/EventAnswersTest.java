package dev.kiln.adapters.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.JsonText;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.Sources;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventAnswersTest {

    /** As much of a body as Knative puts on a dead letter. */
    private static final int KEPT = 768;

    private static final EventAnswers ANSWERS = answers(Map.of());

    record Expected(OutboundResponse answer, int status, String errorType) {}

    @ParameterizedTest
    @MethodSource("errors")
    void every_error_says_what_and_why_in_what_a_broker_keeps(Expected expected) {
        var answer = expected.answer();

        assertThat(answer.status()).isEqualTo(expected.status());
        assertThat(Sources.header(answer, "content-type")).containsExactly("application/json");
        assertThat(Sources.header(answer, "content-length"))
                .containsExactly(answer.body().length + "");
        var error = JsonText.object(answer.body());
        assertThat(error.keySet()).startsWith("errorType", "errorMessage");
        assertThat(error).containsEntry("errorType", expected.errorType());
        assertThat((String) error.get("errorMessage")).isNotBlank();
        assertThat(answer.body().length).isLessThan(KEPT);
    }

    static List<Expected> errors() {
        return List.of(
                expected(malformed(400), 400, "InvalidRequestContentException"),
                expected(malformed(413), 413, "RequestEntityTooLargeException"),
                expected(malformed(415), 415, "UnsupportedMediaTypeException"),
                expected(ANSWERS.tooLarge(5), 413, "RequestEntityTooLargeException"),
                expected(ANSWERS.unmappable(400, "a"), 400, "InvalidRequestContentException"),
                expected(ANSWERS.unmappable(422, "a"), 422, "UnmappableEventException"),
                expected(ANSWERS.notBindable(boom()), 400, "a.B"),
                expected(ANSWERS.functionError(boom()), 500, "a.B"),
                expected(ANSWERS.malformedResult("a"), 500, "MalformedResultException"),
                expected(ANSWERS.partlyFailed(2, List.of(event())), 500, "BatchItemFailures"),
                expected(ANSWERS.timeout("id", Duration.ofSeconds(3)), 504, "Sandbox.Timedout"),
                expected(ANSWERS.throttled(), 429, "TooManyRequestsException"),
                expected(ANSWERS.unavailable("a"), 503, "ServiceUnavailableException"),
                expected(ANSWERS.sinkFailed("a"), 502, "SinkException"),
                expected(ANSWERS.unauthenticated("Bearer", "why"), 401, "AccessDeniedException"),
                expected(ANSWERS.forbidden("Bearer", "why"), 403, "AccessDeniedException"),
                expected(ANSWERS.stillRunning(), 409, "ResourceConflictException"),
                expected(ANSWERS.tooManyHops(16), 400, "RecursiveInvocationException"));
    }

    @Test
    void an_event_that_is_done_gets_an_empty_answer() {
        var answer = ANSWERS.accepted();

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(Sources.header(answer, "content-type")).isEmpty();
        assertThat(Sources.header(answer, "content-length")).containsExactly("0");
    }

    @Test
    void everybody_may_send() {
        var answer = ANSWERS.handshake();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(Sources.header(answer, "allow")).containsExactly("POST, OPTIONS");
        assertThat(Sources.header(answer, "webhook-allowed-origin")).containsExactly("*");
        assertThat(Sources.header(answer, "webhook-allowed-rate")).containsExactly("*");
    }

    @Test
    void who_has_to_come_again_is_told_when() {
        assertThat(Sources.header(ANSWERS.throttled(), "retry-after")).containsExactly("1");
        assertThat(Sources.header(ANSWERS.unavailable("a"), "retry-after")).containsExactly("1");
        assertThat(Sources.header(ANSWERS.unauthenticated("Bearer x", "why"), "www-authenticate"))
                .containsExactly("Bearer x");
        assertThat(Sources.header(ANSWERS.forbidden("Bearer x", "why"), "www-authenticate"))
                .containsExactly("Bearer x");
    }

    @Test
    void stack_traces_only_where_they_are_wanted() {
        var error =
                Sources.utf8(
                        "{\"stackTrace\":[\"at x\"],\"errorMessage\":\"m\",\"errorType\":\"t\","
                                + "\"cause\":{\"n\":1.50}}");

        var without = answers(Map.of()).functionError(error);
        var with = answers(Map.of("event-error-stack-trace", "true")).functionError(error);

        assertThat(Sources.text(without)).isEqualTo("{\"errorType\":\"t\",\"errorMessage\":\"m\"}");
        assertThat(Sources.text(with))
                .isEqualTo(
                        "{\"errorType\":\"t\",\"errorMessage\":\"m\",\"stackTrace\":[\"at x\"],"
                                + "\"cause\":{\"n\":1.50}}");
    }

    @Test
    void what_does_not_bind_can_be_tried_again() {
        var again = answers(Map.of("event-bind-error-status", "500"));

        assertThat(again.notBindable(boom()).status()).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "€", "😀", "\n", "\"", "\\", "\0", "a\"é\n"})
    void long_messages_are_cut_where_a_character_ends(String part) {
        var original = part.repeat(2000);
        for (var type : List.of("t", "😀".repeat(1000))) {
            var error =
                    JsonText.bytes(
                            Map.of(
                                    "errorMessage", original,
                                    "errorType", type,
                                    "stackTrace", List.of("x".repeat(5000))));

            var answer = answers(Map.of("event-error-stack-trace", "true")).functionError(error);

            var kept = new String(answer.body(), 0, KEPT, StandardCharsets.UTF_8);
            var message = (String) JsonText.object(answer.body()).get("errorMessage");
            assertThat(kept).contains("…\"");
            assertThat(original).startsWith(message.substring(0, message.length() - 1));
            assertThat(message).endsWith("…").hasSizeGreaterThan(80);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "oops", "{\"errorType\":"})
    void an_error_that_is_no_object_is_one_all_the_same(String error) {
        assertThat(JsonText.object(ANSWERS.functionError(Sources.utf8(error)).body()))
                .containsEntry("errorType", "Unhandled");
    }

    @Test
    void an_error_may_have_no_message() {
        var answer =
                ANSWERS.functionError(Sources.utf8("{\"errorMessage\":null,\"errorType\":\"t\"}"));

        assertThat(Sources.text(answer)).isEqualTo("{\"errorType\":\"t\",\"errorMessage\":null}");
    }

    @Test
    void those_that_failed_are_listed() {
        var failed = List.of(Events.event(new byte[0], "id", "7"), event());

        var answer = ANSWERS.partlyFailed(3, failed);

        assertThat(JsonText.at(JsonText.parse(answer.body()), "failed"))
                .isEqualTo(
                        List.of(
                                Map.of("id", "7", "source", "/a"),
                                Map.of("id", "1", "source", "/a")));
        assertThat(Sources.text(answer)).contains("2 of 3 events failed");
    }

    @Test
    void a_reply_comes_in_either_mode() {
        var event = Events.event(Sources.utf8("{\"a\":1}"), "datacontenttype", "text/json");

        for (var mode : List.of(ContentMode.BINARY, ContentMode.STRUCTURED)) {
            var answer = ANSWERS.reply(event, mode);
            var read = Sdk.read(answer.headers(), answer.body());

            assertThat(answer.status()).isEqualTo(200);
            assertThat(Sources.header(answer, "content-length"))
                    .containsExactly(answer.body().length + "");
            assertThat(JsonText.parse(Sdk.data(read))).isEqualTo(Map.of("a", BigDecimal.ONE));
            assertThat(read.getDataContentType()).isEqualTo("text/json");
        }
    }

    private static EventAnswers answers(Map<String, String> settings) {
        return new EventAnswers(
                AnswerSettings.read(name -> Optional.ofNullable(settings.get(name))));
    }

    private static Expected expected(OutboundResponse answer, int status, String errorType) {
        return new Expected(answer, status, errorType);
    }

    private static OutboundResponse malformed(int status) {
        return ANSWERS.malformed(new MalformedEventException(status, "why"));
    }

    private static byte[] boom() {
        return Sources.utf8("{\"errorMessage\":\"boom\",\"errorType\":\"a.B\"}");
    }

    private static CloudEvent event() {
        return Events.event(new byte[0]);
    }
}
