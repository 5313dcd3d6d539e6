package dev.kiln.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of AWS's gateways, case by case; each names where it was seen ({@code source}) and
 * how sure it is ({@code evidence}: V validated on AWS, C captured there, T asserted by AWS's own
 * test tool, D documented, O observed in public reports, K Knative's source).
 *
 * <p>An event matches if it holds every expected key with an equal value; arrays are compared
 * whole, keys listed under {@code absent} must not be there. Of a response status and named headers
 * are compared, the reason phrase where the case has one, and the body in the form that the case
 * gives.
 */
public record RecordedCase(Object json) {

    /** Settings of the case, not of the gateway. */
    private static final Set<String> OF_THE_CASE =
            Set.of("verified-caller", "generated-body-bytes");

    /** Those of all payload kinds. */
    public static List<RecordedCase> all() {
        var cases = new ArrayList<RecordedCase>();
        for (var kind : PayloadKind.values()) {
            for (var recorded : (List<?>) JsonText.parse(resource("/cases/" + kind + ".json"))) {
                cases.add(new RecordedCase(recorded));
            }
        }
        return cases;
    }

    private static byte[] resource(String name) {
        try (var stream = RecordedCase.class.getResourceAsStream(name)) {
            assertThat(stream).as(name).isNotNull();
            return stream.readAllBytes();
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

    public PayloadKind kind() {
        return PayloadKind.parse((String) value("kind"));
    }

    /** Of its gateway, by their names with dashes. */
    public Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        if (value("config") instanceof Map<?, ?> config) {
            for (var setting : config.entrySet()) {
                if (OF_THE_CASE.contains(setting.getKey())) {
                    continue;
                }
                var value = setting.getValue();
                settings.put(
                        (String) setting.getKey(),
                        value instanceof List<?> list ? elements(list) : String.valueOf(value));
            }
        }
        return settings;
    }

    private static String elements(List<?> list) {
        return list.isEmpty()
                ? "none"
                : String.join(",", list.stream().map(String::valueOf).toList());
    }

    /** As its client sends it. */
    public InboundRequest request() {
        return requestBuilder().build();
    }

    Requests requestBuilder() {
        var request =
                Requests.of(
                        (String) value("request", "method"), (String) value("request", "target"));
        for (var line : (List<?>) value("request", "headers")) {
            var pair = (List<?>) line;
            request.header((String) pair.get(0), (String) pair.get(1));
        }
        if (value("config", "generated-body-bytes") instanceof BigDecimal length) {
            return request.body(new byte[length.intValueExact()]);
        }
        return value("request", "bodyBase64") instanceof String body
                ? request.body(Base64.getDecoder().decode(body))
                : request;
    }

    /** Who sends it, if the case is about somebody whom the host knows. */
    public Optional<VerifiedCaller> caller() {
        return value("config", "verified-caller", "jwt") instanceof Map<?, ?> claims
                ? Optional.of(VerifiedCaller.Jwt.of(JsonText.bytes(claims), false))
                : Optional.empty();
    }

    /** Whether the function gets to see it. */
    public boolean isInvoked() {
        return value("functionInvoked") != Boolean.FALSE;
    }

    /** Whether the function fails. */
    public Optional<byte[]> error() {
        return value("functionError") instanceof Map<?, ?> error
                ? Optional.of(JsonText.bytes(error))
                : Optional.empty();
    }

    /** What the function writes; empty if it fails, or if the case is not about it. */
    public Optional<byte[]> result() {
        if (value("functionOutputBase64") instanceof String output) {
            return Optional.of(Base64.getDecoder().decode(output));
        }
        var result = value("functionResult");
        return result == JsonText.ABSENT ? Optional.empty() : Optional.of(JsonText.bytes(result));
    }

    public void requireEvent(byte[] event) {
        if (value("expectedEvent") instanceof Map<?, ?> expected) {
            requireSubset("", JsonText.parse(event), expected);
        }
        if (value("absent") instanceof List<?> pointers) {
            for (var pointer : pointers) {
                var path = ((String) pointer).substring(1).split("/", -1);
                assertThat(JsonText.at(JsonText.parse(event), path))
                        .as("%s", pointer)
                        .isSameAs(JsonText.ABSENT);
            }
        }
    }

    /** Whether the case says anything of it. */
    public boolean expectsResponse() {
        return value("expectedResponse") != JsonText.ABSENT;
    }

    /** Whether it matters with which words the status comes. */
    public Optional<String> reasonPhrase() {
        return value("expectedResponse", "reason") instanceof String reason
                ? Optional.of(reason)
                : Optional.empty();
    }

    public void requireResponse(OutboundResponse response) {
        assertThat(String.valueOf(response.status()))
                .isEqualTo(String.valueOf(value("expectedResponse", "status")));
        members("headers")
                .forEach((name, value) ->
                        assertThat(Sources.header(response, name))
                                .as(name)
                                .isEqualTo(value instanceof List ? value : List.of(value)));
        members("headersMatch")
                .forEach((name, pattern) ->
                        assertThat(Sources.header(response, name))
                                .as(name)
                                .singleElement()
                                .asString()
                                .matches((String) pattern));
        if (value("absentHeaders") instanceof List<?> names) {
            for (var name : names) {
                assertThat(Sources.header(response, (String) name)).as("%s", name).isEmpty();
            }
        }
        requireBody(response);
    }

    private void requireBody(OutboundResponse response) {
        if (value("expectedResponse", "bodyText") instanceof String text) {
            assertThat(Sources.text(response)).isEqualTo(text);
        }
        if (value("expectedResponse", "bodyBase64") instanceof String base64) {
            assertThat(response.body()).isEqualTo(Base64.getDecoder().decode(base64));
        }
        if (value("expectedResponse", "bodyJson") instanceof Map<?, ?> json) {
            assertThat(JsonText.parse(response.body())).isEqualTo(json);
        }
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> members(String part) {
        return Optional.of(value("expectedResponse", part))
                .filter(Map.class::isInstance)
                .map(found -> (Map<String, Object>) found)
                .orElse(Map.of());
    }

    private static void requireSubset(String path, Object actual, Object expected) {
        if (expected instanceof Map<?, ?> members && !members.isEmpty()) {
            assertThat(actual).as(path).isInstanceOf(Map.class);
            for (var member : members.entrySet()) {
                var key = (String) member.getKey();
                requireSubset(path + "/" + key, JsonText.at(actual, key), member.getValue());
            }
        } else {
            assertThat(actual).as(path).isEqualTo(expected);
        }
    }
}
