package dev.kiln.server.security;

import static org.springframework.security.oauth2.jose.jws.SignatureAlgorithm.RS256;
import static org.springframework.security.oauth2.jose.jws.SignatureAlgorithm.RS384;
import static org.springframework.security.oauth2.jose.jws.SignatureAlgorithm.RS512;

import dev.kiln.frontdoor.authorizer.TokenVerifier;
import dev.kiln.frontdoor.config.JwtSettings;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/**
 * Checks callers' tokens as API Gateway does: RSA signatures alone, and nobody is let in while the
 * issuer does not answer.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html">what
 *     API Gateway validates</a>
 */
public final class GatewayTokens implements TokenVerifier {

    private static final Log LOG = LogFactory.getLog(GatewayTokens.class);

    private final String issuer;
    private final TokenVerifier tokens;

    /** The issuer is asked for its keys when the first token comes. */
    public GatewayTokens(JwtSettings settings, Clock clock) {
        issuer = settings.issuer();
        tokens =
                new IssuedTokens(
                        Mono.just(
                                IssuedTokens.decoder(
                                        NimbusReactiveJwtDecoder.withIssuerLocation(issuer)
                                                .webClient(
                                                        IssuerClient.of(
                                                                Optional.empty(),
                                                                Optional.empty())),
                                        List.of(RS256, RS384, RS512),
                                        issuer,
                                        audience(settings.audience()),
                                        clock)));
    }

    /** The client's id counts only in a token without an audience. */
    private static OAuth2TokenValidator<Jwt> audience(List<String> accepted) {
        return token -> {
            var audience = token.getAudience();
            var client = token.getClaimAsString("client_id");
            var named = audience == null && client != null ? List.of(client) : audience;
            return IssuedTokens.audience(named != null && !Collections.disjoint(accepted, named));
        };
    }

    @Override
    public CompletableFuture<Verification> verify(String token) {
        return tokens.verify(token).exceptionally(this::unknown);
    }

    private Verification unknown(Throwable problem) {
        LOG.warn(
                "Tokens of %s cannot be checked, their bearers get 401: %s"
                        .formatted(issuer, problem));
        return new Verification.Invalid("the keys of the issuer are not available");
    }
}
