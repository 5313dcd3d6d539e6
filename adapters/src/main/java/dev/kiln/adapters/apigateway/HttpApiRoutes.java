package dev.kiln.adapters.apigateway;

import dev.kiln.adapters.ApiStage;
import dev.kiln.adapters.routes.Route;
import dev.kiln.adapters.routes.RouteDialect;
import dev.kiln.adapters.routes.RouteMatch.Parameter;
import dev.kiln.adapters.routes.RouteTable;
import java.util.List;
import java.util.Optional;

/** The routes of an HTTP API; where none are configured, {@code $default} alone. */
final class HttpApiRoutes {

    private static final Optional<Found> DEFAULT = Optional.of(new Found("$default", List.of()));

    private final StagePath stagePath;
    private final Optional<RouteTable<RouteDialect>> routes;

    /**
     * @param parameters not decoded
     */
    record Found(String key, List<Parameter> parameters) {}

    HttpApiRoutes(List<Route> routes, ApiStage stage) {
        stagePath = new StagePath(stage);
        this.routes =
                routes.isEmpty()
                        ? Optional.empty()
                        : Optional.of(RouteTable.of(routes, RouteDialect.HTTP_API));
    }

    /**
     * @param path the whole path of the request, not decoded
     */
    Optional<Found> find(String method, String path) {
        var apiPath = stagePath.behindStage(path).flatMap(stagePath::behindBasePath);
        if (apiPath.isEmpty()) {
            return Optional.empty();
        }
        if (routes.isEmpty()) {
            return DEFAULT;
        }
        var match = routes.get().match(method, apiPath.get());
        return match.isEmpty()
                ? Optional.empty()
                : Optional.of(new Found(match.get().route().key(), match.get().parameters()));
    }
}
