package dev.kiln.frontdoor.invokeapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kiln.frontdoor.Doors;
import dev.kiln.frontdoor.FrontDoor;
import dev.kiln.frontdoor.Until;
import dev.kiln.frontdoor.http.Caller;
import dev.kiln.frontdoor.http.Caller.Reply;
import dev.kiln.runtime.environment.InitState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each case of {@code invoke-api-cases.json} with a real handler, over both versions of HTTP. A new
 * case is a new element there.
 */
class InvokeApiCasesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SEEN = "com.example.cases.";

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
            Until.holds(() ->
                    door.functions().stream()
                            .allMatch(f -> f.initState() instanceof InitState.Ready));
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
            settings.addAll(List.of("queue-wait", "300ms", "max-concurrency", "1"));
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
}
