package dev.kiln.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Whatever a function writes: a response that a server can send, and nothing thrown. */
class AnyResultTest {

    private static final Map<String, String> STREAMING = Map.of("invoke-mode", "RESPONSE_STREAM");

    @Property
    void becomes_a_legal_response_of_every_gateway(
            @ForAll PayloadKind kind,
            @ForAll("methods") String method,
            @ForAll("results") byte[] result) {
        var exchange = Sources.of(kind, Map.of()).open(Requests.of(method, "/"));

        var response = exchange.onResult(result);

        Responses.requireLegal(response);
        if (method.equals("HEAD")) {
            assertThat(response.body()).isEmpty();
        }
    }

    @Property
    void becomes_the_same_response_whole_and_in_pieces(
            @ForAll("methods") String method,
            @ForAll("results") byte[] prelude,
            @ForAll("bodies") byte[] body,
            @ForAll @IntRange(max = 9) int nuls,
            @ForAll Random random) {
        var result = concat(prelude, new byte[nuls], body);
        var exchange =
                Sources.of(PayloadKind.FUNCTION_URL, STREAMING).open(Requests.of(method, "/"));
        var received = new Received();
        var stream = exchange.stream(received).orElseThrow();

        for (var at = 0; at < result.length; ) {
            var length = Math.min(1 + random.nextInt(30), result.length - at);
            stream.write(result, at, length);
            at += length;
        }
        stream.end();

        var whole = exchange.onResult(result);
        Responses.requireLegal(received.response());
        assertThat(received.response().status()).isEqualTo(whole.status());
        assertThat(received.response().body()).isEqualTo(whole.body());
        assertThat(withoutLength(received.response())).isEqualTo(withoutLength(whole));
    }

    @Property
    void of_awss_own_classes_arrives_as_it_was_set(
            @ForAll @IntRange(min = 200, max = 599) int status,
            @ForAll("bodies") byte[] body,
            @ForAll boolean multi) {
        var base64 = Base64.getEncoder().encodeToString(body);
        var rest =
                new APIGatewayProxyResponseEvent()
                        .withStatusCode(status)
                        .withHeaders(Map.of("X-A", "b"))
                        .withBody(base64)
                        .withIsBase64Encoded(true);
        var http =
                APIGatewayV2HTTPResponse.builder()
                        .withStatusCode(status)
                        .withHeaders(Map.of("X-A", "b"))
                        .withBody(base64)
                        .withIsBase64Encoded(true)
                        .build();
        var alb = new ApplicationLoadBalancerResponseEvent();
        alb.setStatusCode(status);
        alb.setHeaders(Map.of("X-A", "b"));
        alb.setMultiValueHeaders(Map.of("X-A", List.of("b")));
        alb.setBody(base64);
        alb.setIsBase64Encoded(true);

        requireArrived(PayloadKind.REST_V1, rest, status, body);
        requireArrived(PayloadKind.HTTP_V2, http, status, body);
        requireArrived(PayloadKind.FUNCTION_URL, http, status, body);
        requireArrived(multi ? PayloadKind.ALB_MULTI : PayloadKind.ALB, alb, status, body);
    }

    private static void requireArrived(PayloadKind kind, Object result, int status, byte[] body) {
        var source = Sources.of(kind, Map.of());

        var response = source.open(Requests.get("/")).onResult(LambdaJson.write(result));

        assertThat(source.problems()).isEmpty();
        assertThat(response.status()).isEqualTo(status);
        assertThat(Sources.header(response, "X-A")).containsExactly("b");
        assertThat(response.body())
                .isEqualTo(status == 204 || status == 205 || status == 304 ? new byte[0] : body);
    }

    private static List<HeaderField> withoutLength(OutboundResponse response) {
        return response.headers().stream()
                .filter(it -> !it.name().equals("Content-Length"))
                .toList();
    }

    private static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @Provide
    Arbitrary<String> methods() {
        return Arbitraries.of("GET", "POST", "HEAD");
    }

    @Provide
    Arbitrary<byte[]> bodies() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(50);
    }

    @Provide
    Arbitrary<byte[]> results() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, objects().map(it -> it.getBytes(StandardCharsets.UTF_8))),
                Tuple.of(2, json(2).map(it -> it.getBytes(StandardCharsets.UTF_8))),
                Tuple.of(1, bodies()));
    }

    /** Mostly what handlers return; one value in ten is of another sort, or the end is missing. */
    private static Arbitrary<String> objects() {
        var headers = object(names(), oneInTen(scalars(), json(1)));
        var lists = object(names(), oneInTen(array(scalars()), json(1)));
        var members =
                Combinators.combine(
                                member("headers", headers),
                                member("multiValueHeaders", lists),
                                member("cookies", array(text())),
                                member("body", Arbitraries.oneOf(text(), json(1))),
                                member("isBase64Encoded", Arbitraries.of("true", "\"false\"")),
                                member("statusDescription", text()))
                        .as((a, b, c, d, e, f) -> a + b + c + d + e + f);
        var status = oneInTen(Arbitraries.of("200", "204", "\"404\"", "599"), json(0));
        var keys = Arbitraries.of("\"statusCode\"", "\"statuscode\"");
        return Combinators.combine(
                        oneInTen(Arbitraries.just("\"statusCode\""), keys), status, members)
                .as((key, code, rest) -> "{" + key + ":" + code + rest)
                .flatMap(text -> oneInTen(Arbitraries.just(text + "}"), Arbitraries.of(text)));
    }

    private static Arbitrary<String> member(String key, Arbitrary<String> value) {
        return oneInTen(value, json(1))
                .map(it -> ",\"" + key + "\":" + it)
                .injectNull(0.5)
                .map(it -> it == null ? "" : it);
    }

    private static Arbitrary<String> oneInTen(Arbitrary<String> usual, Arbitrary<String> other) {
        return Arbitraries.frequencyOf(Tuple.of(9, usual), Tuple.of(1, other));
    }

    private static Arbitrary<String> names() {
        return oneInTen(
                Arbitraries.of(
                        "\"Content-Type\"", "\"X-A\"", "\"x-a\"", "\"content-length\"", "\"Date\""),
                text());
    }

    private static Arbitrary<String> text() {
        return Arbitraries.strings()
                .withChars("aZ-9 :;=\"\\\n\r\0é😀\u0100")
                .ofMaxLength(6)
                .map(it -> new String(JsonText.bytes(it), StandardCharsets.UTF_8));
    }

    private static Arbitrary<String> scalars() {
        return oneInTen(
                Arbitraries.of("\"text/plain\"", "\"QUJD\"", "\"é\"", "true", "null", "-1.5e3"),
                text());
    }

    private static Arbitrary<String> object(Arbitrary<String> names, Arbitrary<String> values) {
        return Combinators.combine(names, values)
                .as((name, value) -> name + ":" + value)
                .list()
                .ofMaxSize(3)
                .map(it -> "{" + String.join(",", it) + "}");
    }

    private static Arbitrary<String> array(Arbitrary<String> values) {
        return values.list().ofMaxSize(3).map(it -> "[" + String.join(",", it) + "]");
    }

    private static Arbitrary<String> json(int depth) {
        if (depth == 0) {
            return Arbitraries.oneOf(text(), scalars());
        }
        var inner = json(depth - 1);
        return Arbitraries.oneOf(inner, object(names(), inner), array(inner));
    }
}
