package dev.kiln.adapters.routes;

import java.util.ArrayList;
import java.util.List;

/**
 * The route that a request goes to.
 *
 * @param parameters in the order of the template
 */
public record RouteMatch<T>(Route route, T owner, List<Parameter> parameters) {

    /**
     * @param value as in the request's path, not decoded
     */
    public record Parameter(String name, String value) {}

    static <T> RouteMatch<T> of(Route route, T owner, List<String> path) {
        var parameters = new ArrayList<Parameter>();
        for (var i = 0; i < route.segments().size(); i++) {
            var segment = route.segments().get(i);
            if (!segment.name().isEmpty()) {
                var value =
                        segment instanceof RouteSegment.Greedy
                                ? String.join("/", path.subList(i, path.size()))
                                : path.get(i);
                parameters.add(new Parameter(segment.name(), value));
            }
        }
        return new RouteMatch<>(route, owner, parameters);
    }
}
