package dev.kiln.server.security;

import static org.springframework.security.oauth2.jose.jws.SignatureAlgorithm.ES256;
import static org.springframework.security.oauth2.jose.jws.SignatureAlgorithm.ES384;
import static org.springframework.security.oauth2.jose.jws.SignatureAlgorithm.ES512;
import static org.springframework.security.oauth2.jose.jws.SignatureAlgorithm.RS256;
import static org.springframework.security.oauth2.jose.jws.SignatureAlgorithm.RS384;
import static org.springframework.security.oauth2.jose.jws.SignatureAlgorithm.RS512;

import dev.kiln.frontdoor.authorizer.TokenVerifier;
import dev.kiln.frontdoor.config.SenderSettings;
import dev.kiln.runtime.InvalidSettingException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/**
 * Checks the tokens of those who send events, as Knative Eventing does. Unless another issuer is
 * set, the cluster's API server says who issues them, and its own answers are trusted by the
 * certificate and with the token that the cluster has given to the pod.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#service-account-issuer-discovery">how
 *     a cluster announces its keys</a>
 */
public final class SenderTokens implements TokenVerifier {

    private static final Log LOG = LogFactory.getLog(SenderTokens.class);
    private static final Duration FOR_EVER = Duration.ofMillis(Long.MAX_VALUE);
    private static final ParameterizedTypeReference<Map<String, Object>> METADATA =
            new ParameterizedTypeReference<>() {};

    private final SenderSettings settings;
    private final Cluster cluster;
    private final Clock clock;
    private final TokenVerifier tokens;

    /**
     * What a pod knows of its cluster.
     *
     * @param issuer below which the API server announces who issues tokens
     * @param account folder of the pod's service account
     */
    record Cluster(String issuer, Path account) {

        private Optional<Path> file(String name) {
            return Optional.of(account.resolve(name)).filter(Files::isReadable);
        }
    }

    /** The issuer is asked for its keys when the first token comes. */
    public SenderTokens(SenderSettings settings, Clock clock) {
        this(
                settings,
                new Cluster(
                        "https://kubernetes.default.svc",
                        Path.of("/var/run/secrets/kubernetes.io/serviceaccount")),
                clock);
    }

    SenderTokens(SenderSettings settings, Cluster cluster, Clock clock) {
        this.settings = settings;
        this.cluster = cluster;
        this.clock = clock;
        settings.certificates().ifPresent(SenderTokens::check);
        tokens =
                new IssuedTokens(
                        Mono.defer(this::decoder)
                                .cache(_ -> FOR_EVER, _ -> Duration.ZERO, () -> Duration.ZERO));
    }

    private static void check(Path certificates) {
        try {
            IssuerClient.of(Optional.of(certificates), Optional.empty());
        } catch (RuntimeException e) {
            throw new InvalidSettingException(
                    "event-issuer-ca-certs is '%s', which holds no certificates in PEM: %s"
                            .formatted(certificates, e.getMessage()),
                    e);
        }
    }

    private Mono<ReactiveJwtDecoder> decoder() {
        var client = client();
        var issuer = settings.issuer().orElse(cluster.issuer());
        return settings.keys().isPresent()
                ? Mono.just(decoder(issuer, settings.keys().get().toString(), client))
                : client.get()
                        .uri(URI.create(issuer + "/.well-known/openid-configuration"))
                        .retrieve()
                        .bodyToMono(METADATA)
                        .map(found ->
                                decoder(
                                        announced(found, "issuer"),
                                        announced(found, "jwks_uri"),
                                        client));
    }

    /** Another issuer than the cluster's gets no token of the cluster's. */
    private WebClient client() {
        return settings.issuer().isPresent()
                ? IssuerClient.of(settings.certificates(), settings.token())
                : IssuerClient.of(
                        settings.certificates().or(() -> cluster.file("ca.crt")),
                        settings.token().or(() -> cluster.file("token")));
    }

    private String announced(Map<String, Object> metadata, String name) {
        var value = metadata.get(name);
        // The cluster's issuer often has another name than its API server.
        if (value instanceof String text
                && (!name.equals("issuer")
                        || settings.issuer().isEmpty()
                        || settings.issuer().get().equals(text))) {
            return text;
        }
        throw new IllegalStateException(
                "The issuer announces '%s' as its %s".formatted(value, name));
    }

    private ReactiveJwtDecoder decoder(String issuer, String keys, WebClient client) {
        return IssuedTokens.decoder(
                NimbusReactiveJwtDecoder.withJwkSetUri(keys).webClient(client),
                List.of(RS256, RS384, RS512, ES256, ES384, ES512),
                issuer,
                token ->
                        IssuedTokens.audience(
                                token.getAudience() != null
                                        && !Collections.disjoint(
                                                settings.audience(), token.getAudience())),
                clock);
    }

    @Override
    public CompletableFuture<Verification> verify(String token) {
        return tokens.verify(token)
                .whenComplete((_, problem) -> {
                    if (problem != null) {
                        LOG.warn(
                                "Tokens of %s cannot be checked, their bearers get 503: %s"
                                        .formatted(
                                                settings.issuer().orElse(cluster.issuer()),
                                                problem));
                    }
                });
    }
}
