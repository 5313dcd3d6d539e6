package dev.kiln.adapters.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Routes and whose they are. Among those that fit path and method, the choice goes from the left,
 * segment by segment: literal before {@code {name}} before {@code {name+}}, then a method before
 * {@code ANY}, and {@code $default} last. Immutable.
 *
 * @param <T> what a route leads to: a function, or demands of its callers
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html">routes</a>
 */
public final class RouteTable<T> {

    private final RouteNode<T> root = new RouteNode<>();
    private @Nullable Entry<T> fallback;

    /**
     * A route of an owner.
     *
     * @param dialect of the API that the owner was behind
     */
    public record Entry<T>(Route route, RouteDialect dialect, T owner) {}

    private RouteTable(List<Entry<T>> entries) {
        for (var entry : entries) {
            entry.dialect().check(entry.route());
            var known = entry.route().isDefault() ? fallback : root.put(entry);
            if (known != null) {
                throw ambiguous(entry, known);
            }
            if (entry.route().isDefault()) {
                fallback = entry;
            }
        }
    }

    private static <T> IllegalArgumentException ambiguous(Entry<T> entry, Entry<T> known) {
        var several = !entry.owner().equals(known.owner());
        return new IllegalArgumentException(
                "Route '"
                        + entry.route()
                        + (several ? "' of " + entry.owner() : "'")
                        + " fits the same requests as '"
                        + known.route()
                        + (several ? "' of " + known.owner() : "'")
                        + "; keep one of them.");
    }

    /**
     * @param entries in any order; owners are named in messages
     * @throws IllegalArgumentException if two routes fit the same requests, or a route is none of
     *     its dialect
     */
    public static <T> RouteTable<T> of(List<Entry<T>> entries) {
        return new RouteTable<>(entries);
    }

    /**
     * The routes of one API.
     *
     * @throws IllegalArgumentException if two routes fit the same requests, or a route is none of
     *     this dialect
     */
    public static RouteTable<RouteDialect> of(List<Route> routes, RouteDialect dialect) {
        var entries = new ArrayList<Entry<RouteDialect>>(routes.size());
        for (var route : routes) {
            entries.add(new Entry<>(route, dialect, dialect));
        }
        return new RouteTable<>(entries);
    }

    /**
     * @param method in upper case
     * @param path as in the request, nothing decoded, without its query
     */
    public Optional<RouteMatch<T>> match(String method, String path) {
        var segments = RoutePath.segments(path);
        var found = root.find(segments, 0, method);
        if (found == null) {
            found = fallback;
        }
        return found == null
                ? Optional.empty()
                : Optional.of(RouteMatch.of(found.route(), found.owner(), segments));
    }
}
