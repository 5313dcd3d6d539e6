package dev.kiln.frontdoor.config;

import dev.kiln.adapters.routes.Route;
import dev.kiln.runtime.InvalidSettingException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JWT authorizer in front of a function, in the words of API Gateway.
 *
 * @param issuer whose tokens are accepted: an URL below which its keys are announced
 * @param audience of which a token must name at least one
 * @param scopes by route: a caller needs at least one of them
 * @param open routes whose callers need no token
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html">JWT
 *     authorizers</a>
 */
public record JwtSettings(
        String issuer,
        List<String> audience,
        IdentitySource identitySource,
        Map<Route, List<String>> scopes,
        List<Route> open) {

    private static final String AUTHORIZATION = "$request.header.Authorization";

    /** Where in a request the token stands. */
    public record IdentitySource(boolean inQuery, String name) {

        private static IdentitySource read(Settings settings) {
            var text = settings.text("identity-source").orElse(AUTHORIZATION);
            for (var place : List.of("$request.header.", "$request.querystring.")) {
                if (text.startsWith(place) && text.length() > place.length()) {
                    return new IdentitySource(
                            place.contains("query"), text.substring(place.length()));
                }
            }
            throw settings.invalid(
                    "identity-source",
                    "it is '" + AUTHORIZATION + "' or '$request.querystring.' and a name");
        }
    }

    /**
     * Empty where no issuer is set.
     *
     * @throws InvalidSettingException if a value cannot be meant, or there are others without an
     *     issuer
     */
    static Optional<JwtSettings> read(Settings settings) {
        var issuer = settings.text("jwt-issuer");
        var audience = settings.list("jwt-audience", List.of());
        var source = IdentitySource.read(settings);
        var scopes = scopes(settings);
        var open = open(settings);
        if (issuer.isEmpty()) {
            refuseWithoutIssuer(settings);
            return Optional.empty();
        }
        checkIssuer(settings, issuer.get());
        if (audience.isEmpty()) {
            throw new InvalidSettingException(
                    settings.nameInUse("jwt-issuer")
                            + " is set, but jwt-audience is not: without it every token of this"
                            + " issuer would do. Name the audience that callers' tokens are for.");
        }
        for (var route : open) {
            if (scopes.containsKey(route)) {
                throw settings.invalid(
                        "authorization-type",
                        "authorization-scopes demands scopes for '"
                                + route
                                + "': keep one of both");
            }
        }
        return Optional.of(new JwtSettings(issuer.get(), audience, source, scopes, open));
    }

    private static void refuseWithoutIssuer(Settings settings) {
        for (var name :
                List.of(
                        "jwt-audience",
                        "identity-source",
                        "authorization-scopes",
                        "authorization-type")) {
            if (settings.text(name).isPresent()) {
                throw settings.invalid(
                        name, "there is no authorizer: set jwt-issuer too, or remove it");
            }
        }
    }

    private static void checkIssuer(Settings settings, String issuer) {
        try {
            var uri = new URI(issuer);
            if (("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null) {
                return;
            }
        } catch (URISyntaxException _) {
            // Said below, with the name of the setting.
        }
        throw settings.invalid("jwt-issuer", "it is an URL, exactly as tokens have it in 'iss'");
    }

    /** {@code GET /orders/{id}=orders.read orders.admin}. */
    private static Map<Route, List<String>> scopes(Settings settings) {
        var scopes = new LinkedHashMap<Route, List<String>>();
        for (var entry : settings.list("authorization-scopes", List.of())) {
            var equals = entry.indexOf('=');
            var names = equals < 0 ? "" : entry.substring(equals + 1).trim();
            if (names.isEmpty()) {
                throw settings.invalid(
                        "authorization-scopes",
                        "each element is a route, '=' and scopes with spaces between them");
            }
            scopes.put(
                    route(settings, "authorization-scopes", entry.substring(0, equals)),
                    List.of(names.split(" +")));
        }
        return scopes;
    }

    /** {@code GET /health=NONE}; {@code JWT} is what every other route has. */
    private static List<Route> open(Settings settings) {
        var open = new LinkedHashMap<Route, Boolean>();
        for (var entry : settings.list("authorization-type", List.of())) {
            var equals = entry.lastIndexOf('=');
            var type = equals < 0 ? "" : entry.substring(equals + 1).trim();
            if (!type.equals("NONE") && !type.equals("JWT")) {
                throw settings.invalid(
                        "authorization-type", "each element is a route, '=' and NONE or JWT");
            }
            var route = route(settings, "authorization-type", entry.substring(0, equals));
            open.put(route, type.equals("NONE"));
        }
        return open.keySet().stream().filter(open::get).toList();
    }

    private static Route route(Settings settings, String name, String key) {
        try {
            return Route.parse(key);
        } catch (IllegalArgumentException e) {
            throw settings.invalid(name, String.valueOf(e.getMessage()));
        }
    }
}
