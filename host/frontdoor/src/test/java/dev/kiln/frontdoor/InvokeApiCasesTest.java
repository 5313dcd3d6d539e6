package dev.kiln.frontdoor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kiln.frontdoor.Caller.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each case of {@code invoke-api-cases.json} with a real handler, over both versions of HTTP. A new
 * case is a new element there.
 */
class InvokeApiCasesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SEEN = "com.example.cases.";

    /** Names for expectations that the cases spell out in words. */
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    /**
     * One build of a function runs here, whatever the alias that it was called by, and its context
     * names that one.
     */
    private static final Set<String> OF_OTHER_VERSIONS = Set.of("functionVersion");

    @TestFactory
    Stream<DynamicTest> answers_as_lambda_does() throws IOException {
        var cases = new ArrayList<DynamicTest>();
        try (var file = getClass().getResourceAsStream("/invoke-api-cases.json")) {
            for (var it : JSON.readTree(file).get("cases")) {
                for (var caller : Caller.values()) {
                    var name = it.get("id").asText() + " " + it.get("title").asText() + ", ";
                    cases.add(DynamicTest.dynamicTest(name + caller, () -> run(it, caller)));
                }
            }
        }
        return cases.stream();
    }

    private static void run(JsonNode it, Caller caller) throws Exception {
        var seen = new Properties();
        try (var door = doorFor(it)) {
            Until.holds(() -> door.functions().stream().allMatch(HostedFunction::isReady));
            var replies = calls(it.get("request"), door.port(), caller);
            System.getProperties()
                    .forEach((name, value) -> {
                        if (name.toString().startsWith(SEEN)) {
                            seen.put(name.toString().substring(SEEN.length()), value);
                        }
                    });
            seen.put("traceHeader", System.getProperty("com.amazonaws.xray.traceHeader", ""));
            new Expectation(it, replies, seen).check();
            if (it.get("expect").has("hostAliveAfter")) {
                assertThat(caller.get(door.port(), "/health/liveness").status()).isEqualTo(200);
            }
        } finally {
            seen.forEach((name, _) -> System.clearProperty(SEEN + name));
        }
    }

    private static FrontDoor doorFor(JsonNode it) {
        var config = it.get("config");
        var variables = new LinkedHashMap<String, String>();
        variables.put("AWS_REGION", config.get("region").asText());
        var settings =
                new ArrayList<>(
                        List.of(
                                "handler", handlerOf(it),
                                "name", config.get("function").asText(),
                                "account-id", config.get("account").asText(),
                                "versions", "1",
                                "aliases", "PROD=1"));
        if (config.has("AWS_LAMBDA_FUNCTION_TIMEOUT")) {
            settings.addAll(List.of("timeout", config.get("AWS_LAMBDA_FUNCTION_TIMEOUT").asText()));
        }
        if (config.has("queue-wait")) {
            // The case says at once; a loaded machine needs a moment to hand over.
            settings.addAll(List.of("queue-wait", "300ms"));
        }
        var format = config.has("timeout_format") ? config.get("timeout_format").asText() : "2025";
        return Doors.openReal(
                Doors.onAnyPort("timeout-format", format),
                variables,
                settings.toArray(String[]::new));
    }

    private static String handlerOf(JsonNode it) {
        var handler = it.get("handler");
        if (handler.has("kind")) {
            return "com.example.cases.Bytes";
        }
        return "com.example.cases.Cases::" + methodFor(handler);
    }

    private static String methodFor(JsonNode handler) {
        if (handler.path("input").asText().equals("java.lang.String")) {
            return "text";
        } else if (handler.has("throws")) {
            return "failing";
        } else if (handler.has("sleeps")) {
            return "sleeping";
        } else if (handler.has("calls")) {
            return "exiting";
        } else if (handler.has("prints")) {
            return handler.get("prints").asText().startsWith("20 000")
                    ? "printingMuch"
                    : "printing";
        }
        return switch (handler.get("returns").asText()) {
            case "input" -> "echo";
            case "null" -> "nothing";
            default -> "large";
        };
    }

    private static List<Reply> calls(JsonNode request, int port, Caller caller) {
        if (request.has("concurrent")) {
            var running = new ArrayList<CompletableFuture<Reply>>();
            for (var i = 0; i < request.get("concurrent").asInt(); i++) {
                running.add(
                        CompletableFuture.supplyAsync(
                                () -> call(request.get("each"), port, caller),
                                task -> Thread.ofVirtual().start(task)));
            }
            return running.stream().map(CompletableFuture::join).toList();
        }
        var calls = request.has("each") ? request.get("each") : request.get("sequence");
        if (calls == null) {
            return List.of(call(request, port, caller));
        }
        var replies = new ArrayList<Reply>();
        calls.forEach(one -> replies.add(call(one, port, caller)));
        return replies;
    }

    private static Reply call(JsonNode request, int port, Caller caller) {
        var headers = new LinkedHashMap<String, String>();
        request.get("headers")
                .properties()
                .forEach(field -> headers.put(field.getKey(), field.getValue().asText()));
        return caller.send(
                port,
                request.get("method").asText(),
                request.get("path").asText(),
                headers,
                bodyOf(request));
    }

    static byte[] bodyOf(JsonNode request) {
        if (request.has("bodyBase64")) {
            return Base64.getDecoder().decode(request.get("bodyBase64").asText());
        }
        if (request.has("bodyGenerated")) {
            var generated = request.get("bodyGenerated");
            return generated.has("bytes")
                    ? "1".repeat(generated.get("bytes").asInt()).getBytes(UTF_8)
                    : ("{\"test\":\"" + "test123456".repeat(500_000) + "\"}").getBytes(UTF_8);
        }
        return request.path("body").asText("").getBytes(UTF_8);
    }

    /** What a case says of its answers, in its own vocabulary; an unknown word is a failure. */
    private record Expectation(JsonNode it, List<Reply> replies, Properties seen) {

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
                                                reply(),
                                                header.getKey(),
                                                header.getValue().asText()));
                case "body" -> assertThat(reply().text()).isEqualTo(value.asText());
                case "bodyEmpty" -> assertThat(reply().body()).isEmpty();
                case "bodyBytes" -> assertThat(reply().body()).hasSize(value.asInt());
                case "bodyEqualsRequest" ->
                        assertThat(reply().body()).isEqualTo(bodyOf(it.get("request")));
                case "handlerInput" -> assertThat(body(reply())).isEqualTo(value);
                case "handlerInputBytes" -> assertThat(reply().text()).isEqualTo(value.asText());
                case "handlerCalled" -> assertThat(seen).doesNotContainKey("awsRequestId");
                case "bodyJson" -> checkBody(value);
                case "bodyJsonAbsent" ->
                        value.forEach(
                                name -> assertThat(body(reply()).has(name.asText())).isFalse());
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
                assertThat(lines.get(i))
                        .startsWith(variable < 0 ? line : line.substring(0, variable));
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
}
