package dev.kiln.server.security;

import dev.kiln.frontdoor.authorizer.TokenVerifier;
import dev.kiln.frontdoor.config.JwtSettings;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/**
 * Checks the tokens of one issuer as API Gateway does: RSA signatures by the keys that the issuer
 * announces, issuer, audience, and the three times. Clocks may differ by a minute.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html">what
 *     API Gateway validates</a>
 */
public final class IssuedTokens implements TokenVerifier {

    private static final Log LOG = LogFactory.getLog(IssuedTokens.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private final String issuer;
    private final ReactiveJwtDecoder decoder;

    /** The issuer is asked for its keys when the first token comes. */
    public IssuedTokens(JwtSettings settings, Clock clock) {
        issuer = settings.issuer();
        var nimbus =
                NimbusReactiveJwtDecoder.withIssuerLocation(settings.issuer())
                        .webClient(client())
                        .jwsAlgorithms(all -> {
                            all.add(SignatureAlgorithm.RS256);
                            all.add(SignatureAlgorithm.RS384);
                            all.add(SignatureAlgorithm.RS512);
                        })
                        .build();
        nimbus.setJwtValidator(validators(settings, clock));
        decoder = nimbus;
    }

    private static OAuth2TokenValidator<Jwt> validators(JwtSettings settings, Clock clock) {
        return new DelegatingOAuth2TokenValidator<>(
                List.of(
                        times(clock),
                        new JwtClaimValidator<Instant>(
                                "iat",
                                iat ->
                                        iat == null
                                                || !iat.isAfter(clock.instant().plus(CLOCK_SKEW))),
                        new JwtClaimValidator<>("iss", settings.issuer()::equals),
                        audience(settings.audience())));
    }

    private static JwtTimestampValidator times(Clock clock) {
        var times = new JwtTimestampValidator(CLOCK_SKEW);
        times.setClock(clock);
        times.setAllowEmptyExpiryClaim(false);
        return times;
    }

    /** The client's id counts only in a token without an audience. */
    private static OAuth2TokenValidator<Jwt> audience(List<String> accepted) {
        return token -> {
            var audience = token.getAudience();
            var client = token.getClaimAsString("client_id");
            var named = audience == null && client != null ? List.of(client) : audience;
            return named != null && !Collections.disjoint(accepted, named)
                    ? OAuth2TokenValidatorResult.success()
                    : OAuth2TokenValidatorResult.failure(
                            new OAuth2Error(
                                    "invalid_token",
                                    "the token does not have a valid audience",
                                    null));
        };
    }

    private static WebClient client() {
        var connector =
                new JdkClientHttpConnector(
                        HttpClient.newBuilder().connectTimeout(PATIENCE).build());
        connector.setReadTimeout(PATIENCE);
        return WebClient.builder().clientConnector(connector).build();
    }

    @Override
    public CompletableFuture<Verification> verify(String token) {
        return decoder.decode(token)
                .<Verification>map(_ -> new Verification.Valid(claims(token)))
                .onErrorResume(BadJwtException.class, problem -> Mono.just(invalid(problem)))
                .onErrorResume(problem -> Mono.just(unknown(problem)))
                .toFuture();
    }

    /** As the issuer wrote them, for the decoder has made other types of some. */
    private static byte[] claims(String token) {
        return Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
    }

    /** Says what is wrong in words of ours: those of the library repeat parts of the token. */
    private static Verification invalid(BadJwtException problem) {
        if (problem instanceof JwtValidationException e) {
            var reasons = e.getErrors().stream().map(OAuth2Error::getDescription).toList();
            return new Verification.Invalid(
                    String.join("; ", reasons).replaceAll("[^\\p{Alnum} .,:;_-]", ""));
        }
        // A claim is looked at when the signature has been found good.
        return new Verification.Invalid(
                problem.getCause() instanceof IllegalArgumentException
                        ? "the token expires before it was issued, or a claim has no valid form"
                        : "the token is malformed or its signature is not valid");
    }

    private Verification unknown(Throwable problem) {
        LOG.warn(
                "Tokens of %s cannot be checked, their bearers get 401: %s"
                        .formatted(issuer, problem));
        return new Verification.Invalid("the keys of the issuer are not available");
    }
}
