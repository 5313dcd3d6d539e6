package dev.kiln.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever a client sends: an event that AWS's classes can read, or the gateway's own answer. */
class AnyRequestTest {

    private static final List<PayloadKind> GATEWAYS =
            List.of(
                    PayloadKind.HTTP_V2,
                    PayloadKind.REST_V1,
                    PayloadKind.FUNCTION_URL,
                    PayloadKind.ALB,
                    PayloadKind.ALB_MULTI);

    private static final VerifiedCaller CALLER =
            VerifiedCaller.Jwt.of(
                    Sources.utf8("{\"sub\":\"u\",\"groups\":[\"a\",\"b\"],\"scope\":\"x\"}"), true);

    /** One character for each byte of the wire. */
    private static final String SYNTAX = "/?&=%+;,:\"\\{}[]()<>@ \t0afFäÿ\u0080.-_~*'#";

    @Property
    void becomes_an_event_of_every_gateway(
            @ForAll("gateways") Sources source, @ForAll("requests") Requests request) {
        var sent = request.build();
        var exchange = open(source, request);
        if (exchange.isEmpty()) {
            return;
        }

        var seen = LambdaJson.read(source.source().kind(), exchange.get().event());

        assertThat(JsonText.parse(exchange.get().event())).isInstanceOf(Map.class);
        assertThat(seen.method()).isEqualTo(sent.method().toUpperCase(Locale.ROOT));
        assertThat(seen.path()).startsWith("/");
        assertThat(seen.bytes()).isEqualTo(sent.body());
        assertThat(names(seen)).contains("x-forwarded-for", "x-forwarded-port", "x-amzn-trace-id");
        assertThat(exchange.get().traceHeader()).contains("Root=");
    }

    @Property
    void becomes_a_raw_event(
            @ForAll("inputs") HandlerInput input, @ForAll("requests") Requests request) {
        var sent = request.build();
        var exchange = open(Sources.raw(input, Map.of()), request);

        assertThat(exchange).isPresent();
        if (input.equals(Sources.MAP) && sent.body().length > 0) {
            assertThat(exchange.get().event()).isEqualTo(sent.body());
        } else if (sent.body().length == 0 || input.inputType().equals("[B")) {
            JsonText.parse(exchange.get().event());
        }
    }

    /** Empty if the gateway answers itself: with one of its own statuses and a legal head. */
    private static Optional<Exchange> open(Sources source, Requests request) {
        try {
            return Optional.of(
                    source.source()
                            .open(
                                    request.build(),
                                    new RequestIdentity(
                                            Requests.IDENTITY.invocationId(),
                                            Requests.IDENTITY.receivedAt(),
                                            Optional.of(CALLER))));
        } catch (UnmappableRequestException e) {
            assertThat(e.response().status()).isIn(200, 204, 400, 403, 404);
            Responses.requireLegal(e.response());
            return Optional.empty();
        }
    }

    private static List<String> names(LambdaJson.Seen seen) {
        return seen.headers().keySet().stream().map(it -> it.toLowerCase(Locale.ROOT)).toList();
    }

    @Provide
    Arbitrary<Sources> gateways() {
        var settings =
                Arbitraries.of(
                        Map.<String, String>of(),
                        Map.of("stage", "dev", "stage-in-path", "true", "stage-variables", "a=b"),
                        Map.of("base-path", "/a", "routes", "GET /{x},ANY /{x}/{proxy+},ANY /"),
                        Map.of("http-api-path-quirks", "true", "emulate-gateway-limits", "true"),
                        Map.of("rest-header-case", "canonical", "binary-media-types", "a/*"));
        return Combinators.combine(Arbitraries.of(GATEWAYS), settings).as(Sources::of);
    }

    @Provide
    Arbitrary<HandlerInput> inputs() {
        return Arbitraries.of("java.util.Map", "java.lang.String", "[B", "int", "com.example.Order")
                .map(type ->
                        type.equals("java.util.Map")
                                ? Sources.MAP
                                : new HandlerInput(Set.of(), type, Set.of()));
    }

    @Provide
    Arbitrary<Requests> requests() {
        var methods =
                Arbitraries.frequencyOf(
                        Tuple.of(9, Arbitraries.of("GET", "POST", "OPTIONS", "HEAD")),
                        Tuple.of(1, Arbitraries.of("TRACE", "get", "PROPFIND")));
        return Combinators.combine(methods, targets(), headers().list().ofMaxSize(12), bodies())
                .as((method, target, headers, body) -> {
                    var request = Requests.of(method, target).body(body);
                    headers.forEach(it -> request.header(it.name(), it.value()));
                    return request;
                });
    }

    private static Arbitrary<String> targets() {
        var segments =
                Arbitraries.of(
                        "a", "b%2Fc", "%zz", "", "..", "%25%32%46", "é", "{x}", "dev", "%C3%A9");
        var path = segments.list().ofMaxSize(5).map(it -> "/" + String.join("/", it));
        var query = wire(30).map(it -> "?" + it).injectNull(0.3).map(it -> it == null ? "" : it);
        return Combinators.combine(path, query).as((p, q) -> p + q);
    }

    private static Arbitrary<HeaderField> headers() {
        var known =
                Arbitraries.of(
                        "Host",
                        "host",
                        "Cookie",
                        "Content-Type",
                        "Content-Length",
                        "Content-Encoding",
                        "Authorization",
                        "Connection",
                        "Forwarded",
                        "X-Forwarded-For",
                        "X-Forwarded-Host",
                        "X-Forwarded-Port",
                        "X-Forwarded-Proto",
                        "X-Amzn-Trace-Id",
                        "traceparent",
                        "Accept",
                        "Origin",
                        "User-Agent");
        var other = Arbitraries.strings().withChars("aA-9_!").ofMinLength(1).ofMaxLength(4);
        var values =
                Arbitraries.oneOf(
                        wire(25),
                        Arbitraries.of(
                                "text/plain",
                                "application/json; charset=x",
                                "gzip",
                                "identity",
                                "a.example:8080",
                                "[::1]:1",
                                "10.0.0.1, unknown, 203.0.113.9",
                                "for=\"[2001:db8::1]:80\";proto=https,for=_x",
                                "a=1; b=\"2\"; ;c",
                                "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=",
                                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        return Combinators.combine(Arbitraries.oneOf(known, other), values).as(HeaderField::new);
    }

    private static Arbitrary<byte[]> bodies() {
        return Arbitraries.oneOf(
                Arbitraries.just(new byte[0]),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(60),
                Arbitraries.strings()
                        .ofMaxLength(40)
                        .map(it -> it.getBytes(StandardCharsets.UTF_8)));
    }

    private static Arbitrary<String> wire(int length) {
        return Arbitraries.strings().withChars(SYNTAX.toCharArray()).ofMaxLength(length);
    }
}
