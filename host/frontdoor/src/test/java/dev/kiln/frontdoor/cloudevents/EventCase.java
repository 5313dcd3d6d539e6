package dev.kiln.frontdoor.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** One case of {@code cloudevents-cases.json}: how it is set up, and what it sends. */
record EventCase(JsonNode json, Variant variant) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVENTS = "com.amazonaws.services.lambda.runtime.events.";

    /** Some cases name two ways to the same. */
    enum Variant {
        AS_IT_IS,
        MAP_WITH_REPORTING
    }

    static List<EventCase> all() {
        try (var file = EventCase.class.getResourceAsStream("/cloudevents-cases.json")) {
            var cases = new ArrayList<EventCase>();
            for (var json : JSON.readTree(file).get("cases")) {
                cases.add(new EventCase(json, Variant.AS_IT_IS));
                if (json.get("handler").has("returnType")) {
                    cases.add(new EventCase(json, Variant.MAP_WITH_REPORTING));
                }
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String id() {
        return json.get("id").asText();
    }

    JsonNode expect() {
        return json.get("expect");
    }

    JsonNode config() {
        return json.path("config");
    }

    /** What the handler is to return where it returns what it is told. */
    Object returned() {
        var returns = json.get("handler").path("returns");
        if (returns.isTextual()) {
            return returns.asText().equals("null") ? null : unquoted(returns.asText());
        }
        return JSON.convertValue(returns, Object.class);
    }

    private static String unquoted(String json) {
        return json.replaceFirst("^\"(.*)\"$", "$1");
    }

    String handler() {
        var handler = json.get("handler");
        if (handler.has("kind")) {
            return "EventBytes";
        }
        var input = handler.get("input").asText();
        return switch (input) {
            case "java.util.Map" -> "EventHandlers::" + method(handler);
            case "io.cloudevents.CloudEvent" -> "EventHandlers::cloudEvent";
            case "POJO with int field n" -> "EventHandlers::number";
            case "APIGatewayV2HTTPEvent" -> "EventsOfAws::http";
            default -> "EventsOfAws::" + method(handler, input.substring(EVENTS.length()));
        };
    }

    private static String method(JsonNode handler) {
        if (handler.has("throws")) {
            return "failing";
        } else if (handler.has("sleeps")) {
            return "sleeping";
        } else if (handler.has("blocks")) {
            return "waiting";
        }
        return switch (handler.get("returns").asText()) {
            case "input" -> "echo";
            case "clientContext.custom" -> "custom";
            default -> "returned";
        };
    }

    private String method(JsonNode handler, String event) {
        if (handler.has("returnType")) {
            return variant == Variant.MAP_WITH_REPORTING ? "reported" : "batch";
        }
        return switch (event) {
            case "SQSEvent" -> "sqs";
            case "SNSEvent" -> "sns";
            case "S3Event" -> "s3";
            case "KinesisEvent" -> "kinesis";
            case "DynamodbEvent" -> "dynamodb";
            case "KafkaEvent" -> "kafka";
            case "RabbitMQEvent" -> "rabbitmq";
            case "ScheduledEvent" -> "scheduled";
            default -> throw new AssertionError("The cases have a new event: " + event);
        };
    }

    /** What the process is told in its environment. */
    Map<String, String> variables(String sink) {
        var variables = new LinkedHashMap<String, String>();
        for (var entry : config().properties()) {
            var name = entry.getKey();
            if (name.equals("K_SINK")) {
                variables.put(name, sink);
            } else if (name.equals(name.toUpperCase(java.util.Locale.ROOT))) {
                variables.put(name, entry.getValue().asText());
            }
        }
        return variables;
    }

    /** What it is told by settings. */
    String[] arguments(Path token) {
        var arguments = new ArrayList<String>();
        if (variant == Variant.MAP_WITH_REPORTING) {
            arguments.add("--kiln.report-batch-item-failures=true");
        }
        for (var entry : config().properties()) {
            var value = entry.getValue().asText();
            switch (entry.getKey()) {
                // The case says at once; a loaded machine needs a moment to hand over.
                case "queue-wait" -> arguments.add("--kiln.queue-wait=300ms");
                case "sink-retries", "hop-limit" ->
                        arguments.add("--kiln." + entry.getKey() + "=" + value);
                case "token-file" -> arguments.add("--kiln.sink-token-file=" + token);
                case "oidc-audience" -> {
                    arguments.add("--kiln.event-audience=" + value);
                    arguments.add("--kiln.event-issuer=https://issuer.example");
                    arguments.add("--kiln.event-jwks-uri=http://localhost:1/keys");
                }
                default -> {
                    if (!entry.getKey().matches("[A-Z_]+")) {
                        throw new AssertionError("The cases have a new setting: " + entry);
                    }
                }
            }
        }
        return arguments.toArray(String[]::new);
    }

    int sinkStatus() {
        return config().path("K_SINK").asText().endsWith("503") ? 503 : 202;
    }

    List<JsonNode> requests() {
        var request = json.get("request");
        if (!request.has("concurrent")) {
            return List.of(request);
        }
        return java.util.Collections.nCopies(
                request.get("concurrent").asInt(), request.get("each"));
    }

    static Map<String, String> headers(JsonNode request) {
        var headers = new LinkedHashMap<String, String>();
        request.get("headers")
                .properties()
                .forEach(field -> headers.put(field.getKey(), field.getValue().asText()));
        return headers;
    }

    static byte[] body(JsonNode request) {
        if (request.has("bodyBase64")) {
            return Base64.getDecoder().decode(request.get("bodyBase64").asText());
        }
        if (request.has("bodyGenerated")) {
            return "1".repeat(request.get("bodyGenerated").get("bytes").asInt()).getBytes(UTF_8);
        }
        return request.path("body").asText("").getBytes(UTF_8);
    }

    static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }

    @Override
    public String toString() {
        var way = variant == Variant.AS_IT_IS ? "" : " (a map, reporting is on)";
        return id() + " " + json.get("title").asText() + way;
    }
}
