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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is known of AWS's gateways, case by case; each names where it was seen ({@code source}) and
 * how sure it is ({@code evidence}: V validated on AWS, C captured there, T asserted by AWS's own
 * test tool, D documented, O observed in public reports, K Knative's source).
 *
 * <p>An event matches if it holds every expected key with an equal value; arrays are compared
 * whole, keys listed under {@code absent} must not be there. Of a response status and named headers
 * are compared, and the body in the form that the case gives.
 *
 * <p>A streamed response has to be the same whether it came whole, in pieces or byte by byte.
 */
class RecordedCasesTest {

    /** Settings of the case, not of the gateway. */
    private static final Set<String> OF_THE_CASE =
            Set.of("verified-caller", "generated-body-bytes");

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void behaves_as_recorded(Case recorded) {
        var source = Sources.of(recorded.kind(), recorded.settings());

        if (recorded.value("functionInvoked") == Boolean.FALSE) {
            recorded.requireResponse(source.refusal(recorded.request()));
        } else {
            var exchange = source.open(recorded.request(), recorded.caller());
            recorded.requireEvent(exchange.event());
            recorded.requireResponse(exchange);
        }
    }

    static List<Case> cases() {
        var cases = new ArrayList<Case>();
        for (var kind : PayloadKind.values()) {
            for (var recorded : (List<?>) JsonText.parse(resource("/cases/" + kind + ".json"))) {
                cases.add(new Case(recorded));
            }
        }
        return cases;
    }

    private static byte[] resource(String name) {
        try (var stream = RecordedCasesTest.class.getResourceAsStream(name)) {
            assertThat(stream).as(name).isNotNull();
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Case(Object json) {

        @Override
        public String toString() {
            return value("id") + " " + value("title");
        }

        Object value(String... path) {
            return JsonText.at(json, path);
        }

        PayloadKind kind() {
            return PayloadKind.parse((String) value("kind"));
        }

        Map<String, String> settings() {
            var settings = new HashMap<String, String>();
            if (value("config") instanceof Map<?, ?> config) {
                for (var setting : config.entrySet()) {
                    if (OF_THE_CASE.contains(setting.getKey())) {
                        continue;
                    }
                    var value = setting.getValue();
                    settings.put(
                            (String) setting.getKey(),
                            value instanceof List<?> list
                                    ? String.join(",", list.stream().map(String::valueOf).toList())
                                    : String.valueOf(value));
                }
            }
            return settings;
        }

        Requests request() {
            var request =
                    Requests.of(
                            (String) value("request", "method"),
                            (String) value("request", "target"));
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

        Optional<VerifiedCaller> caller() {
            return value("config", "verified-caller", "jwt") instanceof Map<?, ?> claims
                    ? Optional.of(VerifiedCaller.Jwt.of(JsonText.bytes(claims), false))
                    : Optional.empty();
        }

        void requireEvent(byte[] event) {
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

        void requireResponse(Exchange exchange) {
            if (value("functionError") instanceof Map<?, ?> error) {
                requireResponse(exchange.onFunctionError(JsonText.bytes(error)));
            } else if (value("functionOutputBase64") instanceof String output) {
                var result = Base64.getDecoder().decode(output);
                requireResponse(exchange.onResult(result));
                requireStream(exchange, result);
            } else if (value("functionResult") != JsonText.ABSENT) {
                requireResponse(exchange.onResult(JsonText.bytes(value("functionResult"))));
            } else {
                assertThat(value("expectedResponse")).isSameAs(JsonText.ABSENT);
            }
        }

        private void requireStream(Exchange exchange, byte[] result) {
            for (var pieces : new int[] {1, 2, 3, result.length}) {
                var received = new Received();
                var stream = exchange.stream(received);
                if (stream.isPresent()) {
                    for (var at = 0; at < result.length; at += pieces) {
                        var length = Math.min(pieces, result.length - at);
                        stream.get().write(result, at, length);
                    }
                    stream.get().end();
                    requireResponse(received.response());
                }
            }
        }

        void requireResponse(OutboundResponse response) {
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
}
