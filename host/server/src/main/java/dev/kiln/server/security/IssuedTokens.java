package dev.kiln.server.security;

import dev.kiln.frontdoor.authorizer.TokenVerifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder.JwkSetUriReactiveJwtDecoderBuilder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/**
 * Checks the tokens of one issuer: signatures by the keys that it announces, issuer, audience, and
 * the three times. Clocks may differ by a minute.
 */
final class IssuedTokens implements TokenVerifier {

    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private final Mono<ReactiveJwtDecoder> decoder;

    /**
     * @param decoder asked for with each token
     */
    IssuedTokens(Mono<ReactiveJwtDecoder> decoder) {
        this.decoder = decoder;
    }

    /**
     * Makes a decoder.
     *
     * @param keys knows where the issuer's keys are
     * @param algorithms of signatures
     * @param issuer of every token
     */
    static ReactiveJwtDecoder decoder(
            JwkSetUriReactiveJwtDecoderBuilder keys,
            List<SignatureAlgorithm> algorithms,
            String issuer,
            OAuth2TokenValidator<Jwt> audience,
            Clock clock) {
        var nimbus = keys.jwsAlgorithms(all -> all.addAll(algorithms)).build();
        nimbus.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        List.of(
                                times(clock),
                                new JwtClaimValidator<Instant>(
                                        "iat",
                                        iat ->
                                                iat == null
                                                        || !iat.isAfter(
                                                                clock.instant().plus(CLOCK_SKEW))),
                                new JwtClaimValidator<>("iss", issuer::equals),
                                audience)));
        return nimbus;
    }

    private static JwtTimestampValidator times(Clock clock) {
        var times = new JwtTimestampValidator(CLOCK_SKEW);
        times.setClock(clock);
        times.setAllowEmptyExpiryClaim(false);
        return times;
    }

    /** What a validator of the audience gives. */
    static OAuth2TokenValidatorResult audience(boolean accepted) {
        return accepted
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(
                        new OAuth2Error(
                                "invalid_token", "the token does not have a valid audience", null));
    }

    @Override
    public CompletableFuture<Verification> verify(String token) {
        return decoder.flatMap(it -> it.decode(token))
                .<Verification>map(_ -> new Verification.Valid(claims(token)))
                .onErrorResume(BadJwtException.class, problem -> Mono.just(invalid(problem)))
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
}
