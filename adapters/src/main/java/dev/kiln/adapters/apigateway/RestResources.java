package dev.kiln.adapters.apigateway;

import dev.kiln.adapters.ApiStage;
import dev.kiln.adapters.routes.Route;
import dev.kiln.adapters.routes.RouteDialect;
import dev.kiln.adapters.routes.RouteMatch.Parameter;
import dev.kiln.adapters.routes.RouteSegment;
import dev.kiln.adapters.routes.RouteTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The resources of a REST API, or the two that take everything where none are configured. */
final class RestResources {

    private static final List<String> EVERYTHING = List.of("ANY /", "ANY /{proxy+}");

    private final ApiStage stage;
    private final StagePath stagePath;
    private final RouteTable<RouteDialect> routes;

    /**
     * @throws IllegalArgumentException if a REST API cannot have these routes
     */
    RestResources(List<Route> routes, ApiStage stage) {
        this.stage = stage;
        stagePath = new StagePath(stage);
        this.routes =
                RouteTable.of(routes.isEmpty() ? everything() : routes, RouteDialect.REST_API);
    }

    private static List<Route> everything() {
        var routes = new ArrayList<Route>();
        for (var key : EVERYTHING) {
            routes.add(Route.parse(key));
        }
        return routes;
    }

    /** Whether the path is one of this API's at all, be there a resource or not. */
    boolean has(String path) {
        return stagePath.behindStage(path).flatMap(stagePath::behindBasePath).isPresent();
    }

    /**
     * @param path the whole path of the request, not decoded
     */
    Optional<RestResource> find(String method, String path) {
        var behindStage = stagePath.behindStage(path);
        var apiPath = behindStage.flatMap(stagePath::behindBasePath);
        if (apiPath.isEmpty()) {
            return Optional.empty();
        }
        var publicPath = behindStage.get();
        var match = routes.match(method, StagePath.withOneSlash(apiPath.get()));
        if (match.isEmpty()) {
            return Optional.empty();
        }
        var route = match.get().route();
        return Optional.of(
                new RestResource(
                        route.template(),
                        StagePath.withOneSlash(publicPath),
                        stage.inPath() ? "/" + stage.name() + publicPath : publicPath,
                        withoutLastSlash(route, match.get().parameters())));
    }

    // A slash at the end of the path is no part of what a greedy variable took.
    private static List<Parameter> withoutLastSlash(Route route, List<Parameter> parameters) {
        if (route.segments().isEmpty()
                || !(route.segments().getLast() instanceof RouteSegment.Greedy)
                || !parameters.getLast().value().endsWith("/")) {
            return parameters;
        }
        var last = parameters.getLast();
        var trimmed = new ArrayList<>(parameters);
        trimmed.set(
                trimmed.size() - 1,
                new Parameter(last.name(), last.value().substring(0, last.value().length() - 1)));
        return trimmed;
    }
}
