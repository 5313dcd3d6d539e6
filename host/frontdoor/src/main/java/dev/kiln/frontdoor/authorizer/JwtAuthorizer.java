package dev.kiln.frontdoor.authorizer;

import dev.kiln.adapters.GatewaySettings;
import dev.kiln.adapters.InboundRequest;
import dev.kiln.adapters.PayloadKind;
import dev.kiln.adapters.Rejection;
import dev.kiln.adapters.Rejection.Reason;
import dev.kiln.adapters.VerifiedCaller;
import dev.kiln.adapters.http.QueryParameters;
import dev.kiln.adapters.http.RequestTarget;
import dev.kiln.adapters.routes.RouteDialect;
import dev.kiln.frontdoor.authorizer.RouteDemands.Demand;
import dev.kiln.frontdoor.authorizer.TokenVerifier.Verification;
import dev.kiln.frontdoor.authorizer.Verdict.Admitted;
import dev.kiln.frontdoor.authorizer.Verdict.Refused;
import dev.kiln.frontdoor.config.JwtSettings;
import dev.kiln.runtime.InvalidSettingException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Lets in whom an HTTP API with a JWT authorizer would let in. Until there is a {@link
 * TokenVerifier} callers wait.
 */
public final class JwtAuthorizer {

    private static final String BEARER = "Bearer ";

    private final JwtSettings settings;
    private final GatewaySettings gateway;
    private final CompletableFuture<TokenVerifier> verifier = new CompletableFuture<>();

    /**
     * @throws InvalidSettingException if the settings name a route that the function does not have
     */
    public JwtAuthorizer(JwtSettings settings, GatewaySettings gateway) {
        RouteDemands.check(settings, gateway);
        this.settings = settings;
        this.gateway = gateway;
    }

    /** What it was told. */
    public JwtSettings settings() {
        return settings;
    }

    /** Who checks tokens from now on; the first call counts. */
    public void verifyWith(TokenVerifier tokens) {
        verifier.complete(tokens);
    }

    /**
     * What the routes of a function of this kind demand; to be kept.
     *
     * @throws IllegalArgumentException if this kind has no such routes
     */
    public Gate forKind(PayloadKind kind) {
        return new Gate(
                new RouteDemands(
                        settings,
                        gateway,
                        kind == PayloadKind.REST_V1
                                ? RouteDialect.REST_API
                                : RouteDialect.HTTP_API));
    }

    /** The authorizer at the routes of one function. */
    public final class Gate {

        private final RouteDemands demands;

        private Gate(RouteDemands demands) {
            this.demands = demands;
        }

        /**
         * Looks at who calls. Completes exceptionally if a token could not be checked: that is no
         * fault of its bearer.
         */
        public CompletableFuture<Verdict> judge(InboundRequest request) {
            var target = RequestTarget.parse(request.target());
            var demand = demands.of(request.method(), target.map(RequestTarget::path).orElse("/"));
            if (!demand.token()) {
                return CompletableFuture.completedFuture(new Admitted(Optional.empty()));
            }
            var token = token(request, target.map(RequestTarget::query).orElse(""));
            if (token.isEmpty()) {
                return CompletableFuture.completedFuture(
                        new Refused(new Rejection(Reason.UNAUTHENTICATED, "Bearer")));
            }
            return verifier.thenCompose(tokens -> tokens.verify(token.get()))
                    .thenApply(found -> verdict(found, demand));
        }
    }

    /** With or without the word {@code Bearer}; several are none. */
    private Optional<String> token(InboundRequest request, String query) {
        var source = settings.identitySource();
        var values =
                source.inQuery()
                        ? QueryParameters.formDecoded(query)
                                .getOrDefault(source.name(), Collections.emptyList())
                        : headers(request, source.name());
        if (values.size() != 1) {
            return Optional.empty();
        }
        var text = values.getFirst().trim();
        var token =
                text.regionMatches(true, 0, BEARER, 0, BEARER.length())
                        ? text.substring(BEARER.length()).trim()
                        : text;
        return token.isEmpty() ? Optional.empty() : Optional.of(token);
    }

    private static List<String> headers(InboundRequest request, String name) {
        return request.headers().stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(field -> field.value())
                .toList();
    }

    private static Verdict verdict(Verification found, Demand demand) {
        return switch (found) {
            case Verification.Invalid(var reason) ->
                    new Refused(
                            new Rejection(
                                    Reason.UNAUTHENTICATED,
                                    challenge(demand, "invalid_token")
                                            + " error_description=\""
                                            + reason
                                            + "\""));
            case Verification.Valid(var claims) -> verdict(claims, demand);
        };
    }

    private static Verdict verdict(byte[] claims, Demand demand) {
        var caller = VerifiedCaller.Jwt.of(claims, !demand.scopes().isEmpty());
        var has = caller.scopes().orElse(List.of());
        return demand.scopes().isEmpty() || !Collections.disjoint(has, demand.scopes())
                ? new Admitted(Optional.of(caller))
                : new Refused(
                        new Rejection(Reason.FORBIDDEN, challenge(demand, "insufficient_scope")));
    }

    private static String challenge(Demand demand, String error) {
        return "Bearer scope=\"" + String.join(" ", demand.scopes()) + "\" error=\"" + error + "\"";
    }
}
