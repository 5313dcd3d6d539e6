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
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventCasesTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void behaves_as_specified(EventCase one) {
        var endpoint = new SmallEndpoint(one.settings());
        if (isPlainHttp(one)) {
            assertThat(endpoint.isEvent(one.request())).isFalse();
            return;
        }

        var answer = answer(endpoint, one);

        requireHandled(one, endpoint);
        requireAnswer(one, answer);
    }

    static List<EventCase> cases() {
        return EventCase.all().stream().filter(EventCase::isOfReceiver).toList();
    }

    /** So that what the file says cannot be left out unseen. */
    @Test
    void most_cases_are_about_receiving_and_answering() {
        assertThat(cases()).hasSize(48);
    }

    private static boolean isPlainHttp(EventCase one) {
        // KLR passes text on as it is.
        return one.has("expect", "treatedAs") || one.value("id").equals("CE-C24");
    }

    private static OutboundResponse answer(SmallEndpoint endpoint, EventCase one) {
        var request = one.request();
        var handshake = CloudEventRequests.isHandshake(request.method(), request.headers());
        assertThat(endpoint.isEvent(request)).isNotEqualTo(handshake);
        if (one.value("handler", "throws") instanceof String thrown) {
            var parts = thrown.split(": ", 2);
            var error = Map.of("errorMessage", parts[1], "errorType", parts[0]);
            return endpoint.answers.functionError(JsonText.bytes(error));
        }
        if (one.has("handler", "sleeps")) {
            return endpoint.answers.timeout("id", Duration.ofSeconds(1));
        }
        if (!one.has("handler", "returns")) {
            return endpoint.answers.notBindable(Sources.utf8("{\"errorType\":\"a.B\"}"));
        }
        return endpoint.answer(request, one.handler(), one.shape());
    }

    private static void requireHandled(EventCase one, SmallEndpoint endpoint) {
        if (one.value("expect", "handlerCalled") instanceof Boolean called) {
            assertThat(!endpoint.handled.isEmpty()).isEqualTo(called);
        }
        if (one.has("expect", "handlerInput")) {
            assertThat(JsonText.parse(endpoint.handled.getFirst().data()))
                    .isEqualTo(one.value("expect", "handlerInput"));
        }
        if (one.value("expect", "handlerCalls") instanceof List<?> calls) {
            assertThat(endpoint.handled)
                    .map(event -> JsonText.parse(event.data()))
                    .isEqualTo(calls);
        }
        if (one.value("expect", "handlerInputBytes") instanceof String text) {
            assertThat(endpoint.handled.getFirst().data()).isEqualTo(Sources.utf8(text));
        }
        if (one.has("expect", "clientContextCustom")) {
            JsonText.members(one.json(), "expect", "clientContextCustom")
                    .forEach((name, value) ->
                            assertThat(endpoint.handled.getFirst().attribute(name))
                                    .hasValue((String) value));
        }
        if (one.value("expect", "clientContextCustomAbsent") instanceof List<?> names) {
            for (var name : names) {
                assertThat(endpoint.handled.getFirst().attribute((String) name)).isEmpty();
            }
        }
    }

    private static void requireAnswer(EventCase one, OutboundResponse answer) {
        var status = one.value("expect", "status");
        if (status != JsonText.ABSENT) {
            var allowed = status instanceof List<?> list ? list : List.of(status);
            assertThat(allowed).map(String::valueOf).contains(answer.status() + "");
        }
        if (one.value("expect", "bodyEmpty") instanceof Boolean empty) {
            assertThat(answer.body().length == 0).isEqualTo(empty);
        }
        if (one.value("expect", "bodyContains") instanceof String part) {
            assertThat(Sources.text(answer)).contains(part);
        }
        if (one.value("expect", "contentType") instanceof String contentType) {
            assertThat(Sources.header(answer, "content-type")).containsExactly(contentType);
        }
        if (one.has("expect", "headers")) {
            requireHeaders(one, answer);
        }
        if (one.value("expect", "bodyJson") instanceof Map<?, ?> facts) {
            var kept = one.value("expect", "bodyMaxBytesForKeyFacts");
            assertThat(answer.body().length).isLessThanOrEqualTo(((BigDecimal) kept).intValue());
            assertThat(JsonText.parse(answer.body())).isEqualTo(facts);
        }
        if (one.has("expect", "reply") || one.has("expect", "replyIsCloudEvent")) {
            requireReply(one, answer);
        }
    }

    private static void requireHeaders(EventCase one, OutboundResponse answer) {
        JsonText.members(one.json(), "expect", "headers")
                .forEach((name, expected) ->
                        assertThat(Sources.header(answer, name))
                                .singleElement()
                                .asString()
                                .contains(((String) expected).replace("contains ", "")));
    }

    private static void requireReply(EventCase one, OutboundResponse answer) {
        var reply = Sdk.read(answer.headers(), answer.body());
        if (one.value("expect", "replyAttributesAbsent") instanceof List<?> names) {
            names.forEach(name ->
                    assertThat(Sdk.attribute(reply, (String) name)).as("%s", name).isEmpty());
        }
        if (!one.has("expect", "reply")) {
            return;
        }
        JsonText.members(one.json(), "expect", "reply")
                .forEach((name, expected) -> {
                    if (name.equals("data")) {
                        requireData(expected, Sdk.data(reply));
                    } else if (expected.equals("uuid")) {
                        assertThat(UUID.fromString(reply.getId())).hasToString(reply.getId());
                    } else {
                        assertThat(Sdk.attribute(reply, name)).as(name).hasValue((String) expected);
                    }
                });
    }

    private static void requireData(Object expected, byte[] data) {
        if (expected instanceof String text) {
            assertThat(new String(data, StandardCharsets.UTF_8)).isEqualTo(text);
        } else {
            assertThat(JsonText.parse(data)).isEqualTo(expected);
        }
    }
}
