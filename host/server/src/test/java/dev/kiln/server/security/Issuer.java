package dev.kiln.server.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Issues real tokens, and announces its keys by HTTP as OpenID Connect has it. */
public final class Issuer implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile RSAKey key;

    public Issuer() throws IOException, JOSEException {
        key = newKey("one");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve(
                "/.well-known/openid-configuration",
                () ->
                        "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\",\"subject_types_supported\":[\"public\"]}"
                                .formatted(location(), location()));
        serve("/keys", () -> new JWKSet(key.toPublicJWK()).toString());
        server.start();
    }

    private static RSAKey newKey(String id) throws JOSEException {
        return new RSAKeyGenerator(2048).keyID(id).generate();
    }

    private void serve(String path, java.util.function.Supplier<String> text) {
        server.createContext(
                path,
                exchange -> {
                    asked.incrementAndGet();
                    var bytes = text.get().getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
    }

    /** Its name, below which it announces its keys. */
    public String location() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** How often anybody has asked it for anything. */
    int asked() {
        return asked.get();
    }

    /** From now on it signs with another key. */
    void rotate() throws JOSEException {
        key = newKey("two");
    }

    /** A token for the audience {@code shop} that holds for an hour, with changes; null removes. */
    public String token(Map<String, Object> changes) throws JOSEException {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", location());
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
                newKey(key.getKeyID()));
    }

    private static String signed(Map<String, Object> claims, RSAKey key) throws JOSEException {
        var token =
                new JWSObject(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                        new Payload(claims));
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
