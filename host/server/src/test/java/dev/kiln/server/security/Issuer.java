package dev.kiln.server.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Issues real tokens, and announces its keys by HTTP as OpenID Connect has it. */
public final class Issuer implements AutoCloseable {

    private final HttpServer server;
    private final String name;
    private final Optional<String> demanded;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean answering = true;
    private volatile JWK key = Keys.FIRST;

    public Issuer() throws IOException {
        this(HttpServer.create(anyPort(), 0), Optional.empty(), Optional.empty());
    }

    private Issuer(HttpServer server, Optional<String> name, Optional<String> demanded) {
        this.server = server;
        this.name = name.orElse(location());
        this.demanded = demanded;
        serve(
                "/.well-known/openid-configuration",
                () ->
                        "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\",\"subject_types_supported\":[\"public\"]}"
                                .formatted(this.name, location()));
        serve("/keys", () -> new JWKSet(key.toPublicJWK()).toString());
        server.start();
    }

    /**
     * One as a cluster's API server is: by TLS, under another name than its tokens have, and for
     * those who show a token themselves.
     */
    static Issuer ofCluster(Certificates certificates, String name, String demanded)
            throws IOException {
        var server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificates.context()));
        return new Issuer(server, Optional.of(name), Optional.of(demanded));
    }

    /** Made once: that takes its time. */
    private static final class Keys {

        static final JWK FIRST = rsa("one");
        static final JWK FORGED = rsa("one");
        static final JWK OTHER = rsa("two");
        static final JWK ELLIPTIC = elliptic("three");

        private Keys() {}

        private static JWK rsa(String id) {
            try {
                return new RSAKeyGenerator(2048).keyID(id).generate();
            } catch (JOSEException e) {
                throw new AssertionError(e);
            }
        }

        private static JWK elliptic(String id) {
            try {
                return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
            } catch (JOSEException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private void serve(String path, java.util.function.Supplier<String> text) {
        server.createContext(
                path,
                exchange -> {
                    asked.incrementAndGet();
                    var bytes = text.get().getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(status(exchange), bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
    }

    private int status(HttpExchange exchange) {
        var shown = exchange.getRequestHeaders().getFirst("Authorization");
        if (!demanded.map("Bearer "::concat).equals(Optional.ofNullable(shown))) {
            return 401;
        }
        return answering ? 200 : 500;
    }

    /** Where it is, and its name unless it has another one: below it announces its keys. */
    public String location() {
        var scheme = server instanceof HttpsServer ? "https" : "http";
        return scheme + "://localhost:" + server.getAddress().getPort();
    }

    /** Whether it is well from now on. */
    void answers(boolean well) {
        answering = well;
    }

    /** How often anybody has asked it for anything. */
    int asked() {
        return asked.get();
    }

    /** From now on it signs with another key. */
    void rotate() {
        key = Keys.OTHER;
    }

    /** From now on it signs with a key of an elliptic curve. */
    void rotateToElliptic() {
        key = Keys.ELLIPTIC;
    }

    /** A token for the audience {@code shop} that holds for an hour, with changes; null removes. */
    public String token(Map<String, Object> changes) throws JOSEException {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", name);
        claims.put("aud", "shop");
        claims.put("sub", "kim");
        claims.put("iat", Instant.now().getEpochSecond());
        claims.put("exp", Instant.now().plusSeconds(3600).getEpochSecond());
        changes.forEach((name, value) -> {
            if (value.equals(NONE)) {
                claims.remove(name);
            } else {
                claims.put(name, value);
            }
        });
        return signed(claims, key);
    }

    /** The value of a claim that shall not be there. */
    public static final Object NONE = new Object();

    /** The same by somebody who has a key of the same name. */
    String forged() throws JOSEException {
        return signed(
                Map.of(
                        "iss",
                        location(),
                        "aud",
                        "shop",
                        "exp",
                        Instant.now().plusSeconds(60).getEpochSecond()),
                Keys.FORGED);
    }

    private static String signed(Map<String, Object> claims, JWK key) throws JOSEException {
        var algorithm = key instanceof RSAKey ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256;
        var token =
                new JWSObject(
                        new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(),
                        new Payload(claims));
        token.sign(new DefaultJWSSignerFactory().createJWSSigner(key));
        return token.serialize();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
