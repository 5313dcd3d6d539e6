package dev.kiln.frontdoor.authorizer;

import dev.kiln.adapters.GatewaySettings;
import dev.kiln.adapters.routes.Route;
import dev.kiln.adapters.routes.RouteDialect;
import dev.kiln.adapters.routes.RouteTable;
import dev.kiln.adapters.routes.RouteTable.Entry;
import dev.kiln.frontdoor.config.JwtSettings;
import dev.kiln.runtime.InvalidSettingException;
import java.util.ArrayList;
import java.util.List;

/** What each route demands of its callers. */
final class RouteDemands {

    /** What holds for everything that no configured route fits. */
    private static final Demand TOKEN = new Demand(true, List.of());

    private final RouteTable<Demand> table;

    /**
     * Of a caller.
     *
     * @param scopes of which the token must have at least one; empty if any token will do
     */
    record Demand(boolean token, List<String> scopes) {}

    /**
     * @throws IllegalArgumentException if a route is none of this dialect
     */
    RouteDemands(JwtSettings settings, GatewaySettings gateway, RouteDialect dialect) {
        var entries = new ArrayList<Entry<Demand>>();
        for (var route : routes(gateway)) {
            if (gateway.routes().isEmpty() && !isNamed(route, settings)) {
                // What no route is for needs a token anyway.
                break;
            }
            var demand =
                    new Demand(
                            !settings.open().contains(route),
                            settings.scopes().getOrDefault(route, List.of()));
            for (var inPublic : route.below(gateway.stage().prefix())) {
                entries.add(new Entry<>(inPublic, dialect, demand));
            }
        }
        table = RouteTable.of(entries);
    }

    private static boolean isNamed(Route route, JwtSettings settings) {
        return settings.open().contains(route) || settings.scopes().containsKey(route);
    }

    /** A function without routes has the one that fits everything. */
    private static List<Route> routes(GatewaySettings gateway) {
        return gateway.routes().isEmpty() ? List.of(Route.DEFAULT) : gateway.routes();
    }

    /**
     * @throws InvalidSettingException if settings name a route that the function does not have:
     *     nobody would be protected by it
     */
    static void check(JwtSettings settings, GatewaySettings gateway) {
        var routes = routes(gateway);
        var named = new ArrayList<>(settings.scopes().keySet());
        named.addAll(settings.open());
        for (var route : named) {
            if (!routes.contains(route)) {
                throw new InvalidSettingException(
                        "Route '"
                                + route
                                + "' in authorization-scopes or authorization-type is none of the"
                                + " function's: "
                                + routes
                                + ". Name it in 'routes' too"
                                + (gateway.routes().isEmpty()
                                        ? "; without routes there is only '$default'."
                                        : "."));
            }
        }
    }

    /**
     * @param path as in the request, nothing decoded, without its query
     */
    Demand of(String method, String path) {
        var match = table.match(method, path);
        return match.isPresent() ? match.get().owner() : TOKEN;
    }
}
