package dev.kiln.adapters.routes;

import dev.kiln.adapters.http.Percent;
import dev.kiln.adapters.routes.RouteTable.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A place in the tree of all templates. A search visits each at most once. */
final class RouteNode<T> {

    private final Map<String, RouteNode<T>> literals = new HashMap<>();
    private @Nullable RouteNode<T> variable;
    private final Map<String, Entry<T>> here = new HashMap<>();
    private final Map<String, Entry<T>> greedy = new HashMap<>();

    /** The entry that is already in this place, which stays there; else null. */
    @Nullable Entry<T> put(Entry<T> entry) {
        var node = this;
        for (var segment : entry.route().segments()) {
            // A switch over the types would cost a start 3 to 4 ms of CPU, even with an AOT cache.
            if (segment instanceof RouteSegment.Greedy) {
                return node.greedy.putIfAbsent(entry.route().method(), entry);
            }
            node = node.child(segment);
        }
        return node.here.putIfAbsent(entry.route().method(), entry);
    }

    private RouteNode<T> child(RouteSegment segment) {
        var known = segment.name().isEmpty() ? literals.get(segment.toString()) : variable;
        if (known != null) {
            return known;
        }
        var child = new RouteNode<T>();
        if (segment.name().isEmpty()) {
            literals.put(segment.toString(), child);
        } else {
            variable = child;
        }
        return child;
    }

    @Nullable Entry<T> find(List<String> path, int at, String method) {
        if (at == path.size()) {
            return byMethod(here, method);
        }
        var segment = path.get(at);
        var literal = literal(segment);
        var found = literal == null ? null : literal.find(path, at + 1, method);
        if (found == null && segment.isEmpty() && at == path.size() - 1) {
            return withoutSlash(method);
        }
        if (found == null && variable != null && !segment.isEmpty()) {
            found = variable.find(path, at + 1, method);
        }
        return found == null && hasContent(path, at) ? byMethod(greedy, method) : found;
    }

    // A function decodes what it is shown, so a disguised literal must not pass for another route.
    private @Nullable RouteNode<T> literal(String segment) {
        var node = literals.get(segment);
        return node == null && segment.indexOf('%') >= 0
                ? literals.get(Percent.decoded(segment))
                : node;
    }

    private @Nullable Entry<T> withoutSlash(String method) {
        var entry = byMethod(here, method);
        return entry != null && entry.dialect() == RouteDialect.REST_API ? entry : null;
    }

    private static boolean hasContent(List<String> path, int from) {
        for (var i = from; i < path.size(); i++) {
            if (!path.get(i).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static <T> @Nullable Entry<T> byMethod(Map<String, Entry<T>> entries, String method) {
        var specific = entries.get(method);
        return specific == null && RouteMethods.inAny(method) ? entries.get(Route.ANY) : specific;
    }
}
