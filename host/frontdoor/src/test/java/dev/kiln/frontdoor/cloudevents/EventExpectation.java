package dev.kiln.frontdoor.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.cloudevents.Sdk;
import dev.kiln.frontdoor.cloudevents.RecordingSink.Delivery;
import dev.kiln.frontdoor.http.Caller.Reply;
import dev.kiln.runtime.report.EventReport;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a case says, in its own vocabulary; an unknown word is a failure.
 *
 * @param inputs of the handler's calls, as far as they are of the JDK's classes
 * @param custom the last client context
 */
record EventExpectation(
        EventCase it,
        List<Reply> replies,
        List<Object> inputs,
        Map<?, ?> custom,
        List<Delivery> deliveries,
        List<EventReport> reports,
        String token) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    void check() throws Exception {
        for (var expected : it.expect().properties()) {
            check(expected.getKey(), expected.getValue());
        }
        for (var reply : replies) {
            requireFitForBrokers(reply);
        }
    }

    private Reply reply() {
        return replies.getFirst();
    }

    /** Whatever a case says of it: a success has no body, or one that is an event. */
    private void requireFitForBrokers(Reply reply) {
        var isEvent = !it.expect().has("treatedAs") && !it.id().equals("CE-C24");
        if (isEvent && reply.status() < 300 && reply.body().length > 0) {
            assertThat(event(reply).getId()).isNotEmpty();
        }
    }

    private void check(String word, JsonNode value) throws Exception {
        switch (word) {
            case "status" -> assertThat(reply().status()).as("%s", reply()).isIn(numbers(value));
            case "statuses" -> checkStatuses(value);
            case "headers" ->
                    value.properties()
                            .forEach(header ->
                                    checkHeader(header.getKey(), header.getValue().asText()));
            case "bodyEmpty" -> assertThat(reply().body().length == 0).isEqualTo(value.asBoolean());
            case "bodyContains" -> assertThat(reply().text()).contains(value.asText());
            case "bodyJson" -> checkBody(value);
            case "bodyMaxBytesForKeyFacts" -> checkBeginning(value.asInt());
            case "contentType" ->
                    assertThat(reply().header("content-type").orElse(""))
                            .startsWith(value.asText());
            case "handlerCalled" -> assertThat(!inputs.isEmpty()).isEqualTo(value.asBoolean());
            case "handlerCalls" -> assertThat(JSON.<JsonNode>valueToTree(inputs)).isEqualTo(value);
            case "handlerInput" -> checkInput(value);
            case "handlerInputBytes" -> assertThat(inputs).containsExactly(value.asText());
            case "clientContextCustom" ->
                    value.properties()
                            .forEach(attribute ->
                                    assertThat(custom.get(attribute.getKey()))
                                            .isEqualTo(attribute.getValue().asText()));
            case "clientContextCustomAbsent" ->
                    EventCase.texts(value)
                            .forEach(name -> assertThat(custom.containsKey(name)).isFalse());
            default -> checkOther(word, value);
        }
    }

    private void checkOther(String word, JsonNode value) throws Exception {
        switch (word) {
            case "event" -> {
                var seen = JSON.readTree(Sdk.data(event(reply())));
                value.properties().forEach(path -> checkPath(seen, path.getKey(), path.getValue()));
            }
            case "reply" -> checkReply(value);
            case "replyIsCloudEvent" -> assertThat(event(reply()).getType()).isNotEmpty();
            case "replyAttributesAbsent" ->
                    assertThat(names(event(reply())))
                            .doesNotContainAnyElementsOf(EventCase.texts(value));
            case "retriedBy" -> {
                assertThat(value.asText()).isEqualTo("SelectiveRetry");
                assertThat(
                                reply().status() >= 500
                                        || List.of(404, 408, 409, 429).contains(reply().status()))
                        .isTrue();
            }
            case "metric" -> {
                assertThat(value.asText()).isEqualTo("loop refused +1");
                assertThat(reports)
                        .extracting(EventReport::result)
                        .containsExactly(EventReport.Result.REPLY_LOOP);
            }
            case "sinkReceives" -> checkSink(value);
            case "treatedAs" -> assertThat(inputs).containsExactly(value.asText());
            default -> throw new AssertionError("The cases have a new word: " + word);
        }
    }

    private static List<Integer> numbers(JsonNode oneOrMore) {
        var numbers = new ArrayList<Integer>();
        if (oneOrMore.isArray()) {
            oneOrMore.forEach(number -> numbers.add(number.asInt()));
        } else {
            numbers.add(oneOrMore.asInt());
        }
        return numbers;
    }

    private void checkStatuses(JsonNode expected) {
        assertThat(replies).hasSameSizeAs(expected);
        for (var one : expected) {
            assertThat(replies).extracting(Reply::status).containsAnyElementsOf(numbers(one));
        }
    }

    private void checkHeader(String name, String expected) {
        // Among several answers it is the refusal that has it.
        var reply = replies.stream().filter(r -> r.status() == 429).findFirst().orElse(reply());
        var found = reply.header(name);
        switch (expected) {
            case "present" -> assertThat(found).isPresent();
            case "contains POST" -> assertThat(found.orElse("")).contains("POST");
            default -> assertThat(found).contains(expected);
        }
    }

    private void checkBody(JsonNode expected) throws IOException {
        var found = JSON.readTree(reply().body());
        expected.properties()
                .forEach(member ->
                        assertThat(found.path(member.getKey())).isEqualTo(member.getValue()));
    }

    private void checkBeginning(int bytes) {
        var beginning = new String(reply().body(), UTF_8);
        var kept = beginning.substring(0, Math.min(bytes, beginning.length()));
        it.expect()
                .get("bodyJson")
                .properties()
                .forEach(member ->
                        assertThat(kept)
                                .contains(
                                        "\"%s\":%s".formatted(member.getKey(), member.getValue())));
    }

    private void checkInput(JsonNode expected) {
        var seen = JSON.<JsonNode>valueToTree(inputs.getLast());
        if (it.handler().endsWith("cloudEvent")) {
            expected.properties()
                    .forEach(member ->
                            assertThat(seen.path(member.getKey())).isEqualTo(member.getValue()));
        } else {
            assertThat(seen).isEqualTo(expected);
        }
    }

    private void checkReply(JsonNode expected) throws IOException {
        var event = event(reply());
        for (var member : expected.properties()) {
            if (member.getKey().equals("data")) {
                checkData(event, member.getValue());
                continue;
            }
            var found = Sdk.attribute(event, member.getKey()).orElse("none");
            if (member.getValue().asText().equals("uuid")) {
                assertThat(found).matches(UUID);
            } else {
                assertThat(found).as(member.getKey()).isEqualTo(member.getValue().asText());
            }
        }
    }

    private static void checkData(CloudEvent event, JsonNode expected) throws IOException {
        if (expected.isTextual()) {
            assertThat(textOf(event)).isEqualTo(expected.asText());
        } else {
            assertThat(JSON.readTree(Sdk.data(event))).isEqualTo(expected);
        }
    }

    /** A structured event's text is a JSON string in its body. */
    private static String textOf(CloudEvent event) throws IOException {
        var text = Sdk.text(event);
        return text.startsWith("\"") ? JSON.readTree(text).asText() : text;
    }

    private void checkSink(JsonNode expected) throws IOException {
        assertThat(deliveries).hasSize(1);
        var delivery = deliveries.getFirst();
        for (var member : expected.properties()) {
            var name = member.getKey();
            var value = member.getValue();
            if (name.equals("method")) {
                assertThat(delivery.method()).isEqualTo(value.asText());
            } else if (name.equals("cloudEvent")) {
                assertThat(delivery.event().getId()).isNotEmpty();
            } else if (name.equals("data")) {
                checkData(delivery.event(), value);
            } else if (name.startsWith("extension.")) {
                var extension = Sdk.attribute(delivery.event(), name.substring(10));
                assertThat(extension).contains(value.asText());
            } else if (name.startsWith("header.")) {
                assertThat(delivery.header(name.substring(7)))
                        .contains(value.asText().replace("<file content>", token));
            } else {
                throw new AssertionError("The cases have a new word: " + name);
            }
        }
    }

    private void checkPath(JsonNode seen, String path, JsonNode expected) {
        var found = seen;
        for (var step : path.split("\\.", -1)) {
            if (step.equals("length")) {
                assertThat(found.size()).as(path).isEqualTo(expected.asInt());
                return;
            }
            var bracket = step.indexOf('[');
            found = found.path(bracket < 0 ? step : step.substring(0, bracket));
            if (bracket >= 0) {
                found =
                        found.path(
                                Integer.parseInt(step.substring(bracket + 1, step.length() - 1)));
            }
        }
        if (expected.asText().equals("absent")) {
            assertThat(found.isMissingNode() || found.isNull()).as(path).isTrue();
        } else if (expected.asText().equals("md5(body)")) {
            var body = EventCase.body(it.json().get("request"));
            assertThat(found.asText()).as(path).isEqualTo(Md5.hex(body));
        } else if (expected.isNumber()) {
            assertThat(found.asDouble()).as(path).isEqualTo(expected.asDouble());
        } else if (path.equals("time")) {
            // The event's class writes milliseconds where there were none.
            assertThat(Instant.parse(found.asText())).isEqualTo(expected.asText());
        } else {
            assertThat(found.asText()).as(path).isEqualTo(expected.asText());
        }
    }

    private static CloudEvent event(Reply reply) {
        var headers = new ArrayList<HeaderField>();
        reply.fields()
                .forEach((name, values) ->
                        values.forEach(value -> headers.add(new HeaderField(name, value))));
        return Sdk.read(headers, reply.body());
    }

    private static List<String> names(CloudEvent event) {
        var names = new ArrayList<>(event.getAttributeNames());
        names.addAll(event.getExtensionNames());
        return names;
    }
}
