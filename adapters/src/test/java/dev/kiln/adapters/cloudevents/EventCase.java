package dev.kiln.adapters.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.InboundRequest;
import dev.kiln.adapters.JsonText;
import dev.kiln.adapters.Requests;
import dev.kiln.adapters.Sources;
import dev.kiln.adapters.cloudevents.SmallEndpoint.Handler;
import dev.kiln.adapters.cloudevents.reply.ResultShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is known of events and their answers, case by case; each names where it was seen. */
record EventCase(Object json) {

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "CE_OVERRIDES_TYPE", "reply-type",
                    "CE_OVERRIDES_SOURCE", "reply-source",
                    "CE_FUNCTION_RESPONSE_MODE", "reply-mode");

    static List<EventCase> all() {
        try (var stream = EventCase.class.getResourceAsStream("/cloudevents-cases.json")) {
            assertThat(stream).isNotNull();
            var cases = (List<?>) JsonText.at(JsonText.parse(stream.readAllBytes()), "cases");
            return cases.stream().map(EventCase::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return value("id") + " " + value("title");
    }

    Object value(String... path) {
        return JsonText.at(json, path);
    }

    boolean has(String... path) {
        return value(path) != JsonText.ABSENT;
    }

    /** Whether receiving and answering decide it alone: no mapping, no sink, no host. */
    boolean isOfReceiver() {
        return !has("expect", "event")
                && !has("config", "K_SINK")
                && !has("config", "oidc-audience")
                && !has("request", "concurrent")
                && !value("handler", "input").equals("io.cloudevents.CloudEvent")
                && !String.valueOf(value("expect", "status")).equals("422");
    }

    Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        if (value("config") instanceof Map<?, ?> config) {
            config.forEach((name, value) -> put(settings, (String) name, (String) value));
        }
        if (has("handler", "returnType")) {
            settings.put("report-batch-item-failures", "true");
        }
        return settings;
    }

    private static void put(Map<String, String> settings, String name, String value) {
        switch (name) {
            case "RESPONSE_FORMAT" -> settings.put("klr", "true");
            case "REQUEST_SIZE_LIMIT" ->
                    settings.put("max-event-size", Integer.parseInt(value) * 1_000_000 + "");
            case "AWS_LAMBDA_FUNCTION_TIMEOUT" -> {
                // The runtime's.
            }
            default -> settings.put(SETTINGS.get(name), value);
        }
    }

    InboundRequest request() {
        var request =
                Requests.of((String) value("request", "method"), (String) value("request", "path"));
        JsonText.members(json, "request", "headers")
                .forEach((name, value) -> request.header(name, (String) value));
        if (value("request", "body") instanceof String text) {
            request.body(text);
        } else if (value("request", "bodyBase64") instanceof String base64) {
            request.body(Base64.getDecoder().decode(base64));
        } else if (value("request", "bodyGenerated", "bytes") instanceof BigDecimal length) {
            request.body(new byte[length.intValueExact()]);
        }
        return request.build();
    }

    ResultShape shape() {
        return value("handler", "kind").equals("RequestStreamHandler")
                ? ResultShape.STREAM
                : ResultShape.VALUE;
    }

    Handler handler() {
        var returns = value("handler", "returns");
        return event -> {
            if (returns.equals("input") || returns.equals("input bytes")) {
                return event.data();
            }
            if (returns.equals("clientContext.custom")) {
                return JsonText.bytes(event.attributes());
            }
            return returns instanceof String text ? Sources.utf8(text) : JsonText.bytes(returns);
        };
    }
}
