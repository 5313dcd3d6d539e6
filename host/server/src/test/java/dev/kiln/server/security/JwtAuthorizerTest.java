package dev.kiln.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.adapters.IdSource;
import dev.kiln.frontdoor.FrontDoor;
import dev.kiln.frontdoor.config.DoorSettings;
import dev.kiln.frontdoor.config.EarlySettings;
import dev.kiln.frontdoor.config.FunctionDefinition;
import dev.kiln.frontdoor.config.Settings;
import dev.kiln.frontdoor.hosting.HostedFunction;
import dev.kiln.frontdoor.hosting.Hosting;
import dev.kiln.runtime.HandlerDescription;
import dev.kiln.runtime.InvalidSettingException;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.environment.HostProcess;
import dev.kiln.runtime.logging.Console;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real tokens of a real issuer at the front door. */
class JwtAuthorizerTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final AtomicInteger invocations = new AtomicInteger();
    private Issuer issuer;
    private FrontDoor door;

    @BeforeEach
    void open() throws IOException {
        issuer = new Issuer();
        door = new FrontDoor();
    }

    @AfterEach
    void close() {
        door.close();
        issuer.close();
    }

    @Test
    void the_event_shows_who_called_as_an_http_api_does() throws Exception {
        protect();

        var reply =
                get(
                        "/orders",
                        "Bearer "
                                + issuer.token(
                                        Map.of(
                                                "admin", true,
                                                "groups", List.of("a", "b"),
                                                "address", Map.of("city", "Rome"))));

        var authorizer = event(reply).at("/requestContext/authorizer");
        assertThat(authorizer.at("/jwt/claims/sub").asString()).isEqualTo("kim");
        assertThat(authorizer.at("/jwt/claims/admin").asString()).isEqualTo("true");
        assertThat(authorizer.at("/jwt/claims/groups").asString()).isEqualTo("[a b]");
        assertThat(authorizer.at("/jwt/claims/address").asString())
                .isEqualTo("{\"city\":\"Rome\"}");
        assertThat(authorizer.at("/jwt/claims/exp").isString()).isTrue();
        assertThat(authorizer.at("/jwt/scopes").isNull()).isTrue();
    }

    @Test
    void a_token_may_stand_there_without_the_word_bearer() throws Exception {
        protect();

        assertThat(get("/", issuer.token(Map.of())).statusCode()).isEqualTo(200);
        assertThat(get("/", "bearer  " + issuer.token(Map.of())).statusCode()).isEqualTo(200);
    }

    @Test
    void without_a_token_nothing_is_invoked() throws Exception {
        protect();

        var reply = withoutToken("/");

        assertThat(reply.statusCode()).isEqualTo(401);
        assertThat(reply.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
        assertThat(reply.headers().firstValue("www-authenticate")).hasValue("Bearer");
        assertThat(invocations).hasValue(0);
    }

    @Test
    void tokens_that_do_not_hold_are_refused_with_the_reason() throws Exception {
        protect();
        var now = Instant.now().getEpochSecond();

        refused(issuer.token(Map.of("aud", "other")), "the token does not have a valid audience");
        refused(issuer.token(Map.of("aud", Issuer.NONE)), "valid audience");
        refused(issuer.token(Map.of("aud", "other", "client_id", "shop")), "valid audience");
        refused(issuer.token(Map.of("iss", "https://other.example")), "iss claim");
        refused(issuer.token(Map.of("iat", now - 7200, "exp", now - 3600)), "expired");
        refused(issuer.token(Map.of("exp", now - 120)), "expires before it was issued");
        refused(issuer.token(Map.of("exp", Issuer.NONE)), "exp");
        refused(issuer.token(Map.of("nbf", now + 1800)), "before");
        refused(issuer.token(Map.of("iat", now + 1800)), "iat claim");
        refused(issuer.forged(), "signature is not valid");
        refused(unsigned(), "malformed or its signature");
        refused("nonsense", "malformed");
        refused(issuer.token(Map.of()) + "x", "signature is not valid");
        assertThat(invocations).hasValue(0);
    }

    @Test
    void a_client_id_stands_in_for_a_missing_audience() throws Exception {
        protect();

        var token = issuer.token(Map.of("aud", Issuer.NONE, "client_id", "shop"));

        assertThat(get("/", token).statusCode()).isEqualTo(200);
        assertThat(get("/", issuer.token(Map.of("aud", List.of("x", "shop")))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void scopes_are_demanded_by_route() throws Exception {
        protect(
                "routes", "GET /orders/{id},POST /orders,GET /health",
                "authorization-scopes", "GET /orders/{id}=read admin,POST /orders=write",
                "authorization-type", "GET /health=NONE");
        var reader = issuer.token(Map.of("scope", "read other"));
        var writer = issuer.token(Map.of("scp", List.of("write")));

        var read = get("/orders/7", reader);

        assertThat(event(read).at("/requestContext/authorizer/jwt/scopes").toString())
                .isEqualTo("[\"read\",\"other\"]");
        assertThat(send("POST", "/orders", writer).statusCode()).isEqualTo(200);
        var forbidden = send("POST", "/orders", reader);
        assertThat(forbidden.statusCode()).isEqualTo(403);
        assertThat(forbidden.body()).isEqualTo("{\"message\":\"Forbidden\"}");
        assertThat(forbidden.headers().firstValue("www-authenticate"))
                .hasValue("Bearer scope=\"write\" error=\"insufficient_scope\"");
        var open = withoutToken("/health");
        assertThat(event(open).at("/requestContext/authorizer").isMissingNode()).isTrue();
        // What fits no route is not there for anybody.
        assertThat(withoutToken("/other").statusCode()).isEqualTo(404);
        // Encoded differently it is the same route.
        assertThat(get("/%6Frders/7", writer).statusCode()).isEqualTo(403);
    }

    @Test
    void a_rest_api_without_routes_is_protected_too() throws Exception {
        protect("payload-kind", "rest-v1");

        assertThat(withoutToken("/any").statusCode()).isEqualTo(401);
        // The function gives its event back, which is no result of a REST API.
        assertThat(get("/any", issuer.token(Map.of())).statusCode()).isEqualTo(502);
    }

    @Test
    void a_route_of_a_rest_api_is_the_same_with_a_slash_at_its_end() throws Exception {
        protect(
                "payload-kind", "rest-v1",
                "routes", "GET /orders",
                "authorization-scopes", "GET /orders=read");

        assertThat(get("/orders/", issuer.token(Map.of("scope", "write"))).statusCode())
                .isEqualTo(403);
        // The function gives its event back, which is no result of a REST API.
        assertThat(get("/orders/", issuer.token(Map.of("scope", "read"))).statusCode())
                .isEqualTo(502);
        assertThat(invocations).hasValue(1);
    }

    @Test
    void browsers_ask_beforehand_without_a_token() throws Exception {
        protect("cors-allow-origins", "https://shop.example", "cors-allow-methods", "GET");

        var preflight =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(uri("/"))
                                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                                        .header("Origin", "https://shop.example")
                                        .header("Access-Control-Request-Method", "GET")
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());

        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(withoutToken("/").statusCode()).isEqualTo(401);
        assertThat(invocations).hasValue(0);
    }

    @Test
    void a_token_can_stand_in_the_query() throws Exception {
        protect("identity-source", "$request.querystring.token");

        assertThat(withoutToken("/?token=" + issuer.token(Map.of())).statusCode()).isEqualTo(200);
        assertThat(get("/", issuer.token(Map.of())).statusCode()).isEqualTo(401);
        assertThat(withoutToken("/?token=x&token=" + issuer.token(Map.of())).statusCode())
                .isEqualTo(401);
    }

    @Test
    void keys_are_fetched_once_and_again_for_a_new_one() throws Exception {
        protect();

        assertThat(get("/", issuer.token(Map.of())).statusCode()).isEqualTo(200);
        var asked = issuer.asked();
        assertThat(get("/", issuer.token(Map.of())).statusCode()).isEqualTo(200);
        assertThat(issuer.asked()).isEqualTo(asked);
        issuer.rotate();
        assertThat(get("/", issuer.token(Map.of())).statusCode()).isEqualTo(200);
        issuer.rotateToElliptic();
        refused(issuer.token(Map.of()), "signature");
    }

    @Test
    void an_issuer_that_does_not_answer_lets_nobody_in_and_is_asked_again() throws Exception {
        var token = issuer.token(Map.of());
        protect();
        var gone = new Issuer();
        gone.close();
        var other = new FrontDoor();
        try {
            open(other, function("jwt-issuer", gone.location(), "jwt-audience", "shop"));
            var reply = send(other, "GET", "/", token);

            assertThat(reply.statusCode()).isEqualTo(401);
            assertThat(reply.headers().firstValue("www-authenticate").orElseThrow())
                    .contains("the keys of the issuer are not available");
            assertThat(get("/", token).statusCode()).isEqualTo(200);
        } finally {
            other.close();
        }
    }

    @Test
    void callers_wait_for_whoever_can_check_them() throws Exception {
        var function = function("jwt-issuer", issuer.location(), "jwt-audience", "shop");
        door.add(function);
        door.open(anyPort());

        var early =
                HttpClient.newHttpClient()
                        .sendAsync(
                                request("GET", "/", issuer.token(Map.of()), door.port()),
                                HttpResponse.BodyHandlers.ofString());
        var authorizer = function.authorizer().orElseThrow();
        authorizer.verifyWith(new GatewayTokens(authorizer.settings(), Clock.systemUTC()));

        assertThat(early.get().statusCode()).isEqualTo(200);
    }

    @Test
    void settings_that_would_protect_nothing_are_refused() {
        assertRefused("jwt-audience", Map.of("jwt-issuer", "https://issuer.example"));
        assertRefused("there is no authorizer", Map.of("authorization-scopes", "GET /a=b"));
        assertRefused("it is an URL", Map.of("jwt-issuer", "issuer", "jwt-audience", "shop"));
        assertRefused(
                "Route 'GET /a' in authorization-scopes",
                Map.of(
                        "jwt-issuer", "https://issuer.example",
                        "jwt-audience", "shop",
                        "authorization-scopes", "GET /a=b"));
        assertRefused(
                "NONE or JWT",
                Map.of(
                        "jwt-issuer", "https://issuer.example",
                        "jwt-audience", "shop",
                        "authorization-type", "$default=OPEN"));
    }

    private void assertRefused(String message, Map<String, String> settings) {
        assertThatThrownBy(() -> function(settings))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(message);
    }

    private void refused(String token, String reason) throws Exception {
        var reply = get("/", "Bearer " + token);
        assertThat(reply.statusCode()).as(reason).isEqualTo(401);
        assertThat(reply.headers().firstValue("www-authenticate").orElseThrow())
                .startsWith("Bearer scope=\"\" error=\"invalid_token\" error_description=\"")
                .contains(reason);
    }

    private String unsigned() {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
                + "."
                + encoder.encodeToString(
                        ("{\"iss\":\"" + issuer.location() + "\",\"aud\":\"shop\"}")
                                .getBytes(StandardCharsets.UTF_8))
                + ".";
    }

    private void protect(String... namesAndValues) {
        var settings = new LinkedHashMap<>(pairs(namesAndValues));
        settings.put("jwt-issuer", issuer.location());
        settings.put("jwt-audience", "shop,desk");
        open(door, function(settings));
    }

    private static void open(FrontDoor door, HostedFunction function) {
        door.add(function);
        door.open(anyPort());
        var authorizer = function.authorizer().orElseThrow();
        authorizer.verifyWith(new GatewayTokens(authorizer.settings(), Clock.systemUTC()));
    }

    private HostedFunction function(String... namesAndValues) {
        return function(pairs(namesAndValues));
    }

    private HostedFunction function(Map<String, String> settings) {
        var hosting =
                new Hosting(
                        EarlySettings.of(Map.of(), Map.of(), new String[0]),
                        HostProcess.of(new Console(System.out, System.err), () -> {}),
                        IdSource.random(),
                        Clock.systemUTC(),
                        message -> {
                            throw new AssertionError(message);
                        });
        return hosting.host(
                FunctionDefinition.read(settings(settings)),
                invocation -> {
                    invocations.incrementAndGet();
                    return CompletableFuture.completedFuture(
                            new Outcome.Succeeded(invocation.event()));
                },
                new HandlerDescription(
                        Set.of(), "java.util.Map", Set.of("java.util.Map"), Set.of()));
    }

    private static DoorSettings anyPort() {
        return DoorSettings.read(settings(Map.of("port", "0")), false);
    }

    private static Settings settings(Map<String, String> values) {
        return new Settings("kiln.", name -> Optional.ofNullable(values.get(name)), _ -> Map.of());
    }

    private static Map<String, String> pairs(String... namesAndValues) {
        var pairs = new LinkedHashMap<String, String>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            pairs.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return pairs;
    }

    private static JsonNode event(HttpResponse<String> reply) {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return JSON.readTree(reply.body());
    }

    private HttpResponse<String> get(String target, String authorization) throws Exception {
        return send("GET", target, authorization);
    }

    private HttpResponse<String> withoutToken(String target) throws Exception {
        return send(door, "GET", target, null);
    }

    private HttpResponse<String> send(String method, String target, String authorization)
            throws Exception {
        return send(door, method, target, authorization);
    }

    private static HttpResponse<String> send(
            FrontDoor door, String method, String target, @Nullable String authorization)
            throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    request(method, target, authorization, door.port()),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private URI uri(String target) {
        return URI.create("http://localhost:" + door.port() + target);
    }

    private static HttpRequest request(
            String method, String target, @Nullable String authorization, int port) {
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + target))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return request.build();
    }
}
