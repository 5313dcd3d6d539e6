package dev.kiln.frontdoor.invokeapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kiln.frontdoor.http.Caller.Reply;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/** What a case says of its answers, in its own vocabulary; an unknown word is a failure. */
record Expectation(JsonNode it, List<Reply> replies, Properties seen) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Names for expectations that the cases spell out in words. */
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    /**
     * One build of a function runs here, whatever the alias that it was called by, and its context
     * names that one.
     */
    private static final Set<String> OF_OTHER_VERSIONS = Set.of("functionVersion");

    void check() throws IOException {
        for (var expected : it.get("expect").properties()) {
            check(expected.getKey(), expected.getValue());
        }
    }

    private Reply reply() {
        return replies.getFirst();
    }

    private String filled(String text) {
        return text.replace(
                "<x-amzn-requestid>", reply().header("x-amzn-requestid").orElse("none"));
    }

    private void check(String word, JsonNode value) throws IOException {
        switch (word) {
            case "status" ->
                    assertThat(reply().status()).as("%s", reply()).isEqualTo(value.asInt());
            case "statuses" ->
                    assertThat(replies)
                            .extracting(Reply::status)
                            .containsExactlyInAnyOrderElementsOf(
                                    JSON.convertValue(
                                            value,
                                            JSON.getTypeFactory()
                                                    .constructCollectionType(
                                                            List.class, Integer.class)));
            case "headers" ->
                    value.properties()
                            .forEach(header ->
                                    checkHeader(
                                            reply(), header.getKey(), header.getValue().asText()));
            case "body" -> assertThat(reply().text()).isEqualTo(value.asText());
            case "bodyEmpty" -> assertThat(reply().body()).isEmpty();
            case "bodyBytes" -> assertThat(reply().body()).hasSize(value.asInt());
            case "bodyEqualsRequest" ->
                    assertThat(reply().body())
                            .isEqualTo(InvokeApiCasesIT.bodyOf(it.get("request")));
            case "handlerInput" -> assertThat(body(reply())).isEqualTo(value);
            case "handlerInputBytes" -> assertThat(reply().text()).isEqualTo(value.asText());
            case "handlerCalled" -> assertThat(seen).doesNotContainKey("awsRequestId");
            case "bodyJson" -> checkBody(value);
            case "bodyJsonAbsent" ->
                    value.forEach(name -> assertThat(body(reply()).has(name.asText())).isFalse());
            case "context" -> checkContext(value);
            case "hostAliveAfter" -> assertThat(value.asBoolean()).isTrue();
            default -> checkOther(word, value);
        }
    }

    private void checkOther(String word, JsonNode value) throws IOException {
        switch (word) {
            case "headersOf429" ->
                    value.properties()
                            .forEach(header ->
                                    checkHeader(
                                            throttled(),
                                            header.getKey(),
                                            header.getValue().asText()));
            case "bodyJsonOf429" -> assertThat(body(throttled())).isEqualTo(value);
            case "requestIdsDiffer" ->
                    assertThat(replies)
                            .extracting(reply -> reply.header("x-amzn-requestid"))
                            .doesNotHaveDuplicates();
            case "equal" -> checkRequestId();
            case "logResultLines" -> checkLog(value);
            case "logResultDecodedBytes" -> assertThat(log().length).isBetween(2000, 4096);
            case "logResultEndsWith" ->
                    assertThat(lines().getLast()).startsWith("REPORT RequestId: ");
            case "validUtf8" -> assertThat(new String(log(), UTF_8)).doesNotContain("\uFFFD");
            default -> checkPartly(word, value.asText());
        }
    }

    /** {@code bodyJson.message startsWith} and the like. */
    private void checkPartly(String word, String value) {
        if (word.startsWith("systemProperty ")) {
            assertThat(seen.getProperty("traceHeader")).contains(value);
            return;
        }
        assertThat(word).as("a word of the cases").startsWith("bodyJson.");
        var parts = word.substring("bodyJson.".length()).split(" ", -1);
        var found = body(reply()).path(parts[0]).asText();
        switch (parts.length == 1 ? "is" : parts[1]) {
            case "is" -> assertThat(found).isEqualTo(value);
            case "contains" -> assertThat(found).contains(value);
            case "startsWith" -> assertThat(found).startsWith(filled(value));
            case "matches" -> assertThat(found).matches(filled(value));
            default -> throw new AssertionError("The cases have a new word: " + word);
        }
    }

    private static void checkHeader(Reply reply, String name, String expected) {
        var found = reply.header(name);
        switch (expected) {
            case "absent" -> assertThat(found).isEmpty();
            case "uuid" -> assertThat(found.orElse("")).matches(UUID);
            case "contains POST" -> assertThat(found.orElse("")).contains("POST");
            default -> assertThat(found).as("%s of %s", name, reply).contains(expected);
        }
    }

    private void checkBody(JsonNode expected) {
        if (replies.size() > 1) {
            assertThat(replies).allSatisfy(r -> assertThat(body(r)).isEqualTo(expected));
            return;
        }
        var found = body(reply());
        assertThat(found.size()).isEqualTo(expected.size());
        expected.properties()
                .forEach(member -> {
                    var value = found.path(member.getKey());
                    var text = member.getValue().asText();
                    if (text.equals("array of strings")) {
                        assertThat(value.isArray()).isTrue();
                    } else if (member.getValue().isTextual()) {
                        assertThat(value.asText()).isEqualTo(filled(text));
                    } else {
                        assertThat(value).isEqualTo(member.getValue());
                    }
                });
    }

    private void checkContext(JsonNode expected) {
        expected.properties()
                .forEach(member -> {
                    if (!OF_OTHER_VERSIONS.contains(member.getKey())) {
                        assertThat(seen.getProperty(member.getKey()))
                                .as(member.getKey())
                                .isEqualTo(member.getValue().asText());
                    }
                });
    }

    private void checkRequestId() {
        var id = reply().header("x-amzn-requestid").orElse("none");
        assertThat(seen.getProperty("awsRequestId")).isEqualTo(id);
        assertThat(lines().getFirst()).startsWith("START RequestId: " + id + " ");
    }

    private void checkLog(JsonNode expected) {
        var lines = lines();
        assertThat(lines).hasSameSizeAs(expected);
        for (var i = 0; i < expected.size(); i++) {
            var line = filled(expected.get(i).asText());
            var variable = line.indexOf("<n>");
            assertThat(lines.get(i)).startsWith(variable < 0 ? line : line.substring(0, variable));
        }
    }

    private Reply throttled() {
        return replies.stream().filter(r -> r.status() == 429).findFirst().orElseThrow();
    }

    private byte[] log() {
        return Base64.getDecoder().decode(reply().header("x-amz-log-result").orElseThrow());
    }

    private List<String> lines() {
        return new String(log(), UTF_8).lines().toList();
    }

    private static JsonNode body(Reply reply) {
        try {
            return JSON.readTree(reply.body());
        } catch (IOException e) {
            throw new AssertionError("No JSON: " + reply, e);
        }
    }
}
