package dev.kiln.adapters.routes;

import java.util.ArrayList;
import java.util.List;

/**
 * A method and a path template, or the route for all that no other one fits.
 *
 * @param method one of HTTP's, or {@code ANY}; empty for {@code $default}
 * @param template begins with a slash; empty for {@code $default}
 * @param segments of the template; none for {@code /}
 */
public record Route(String method, String template, List<RouteSegment> segments) {

    /** For all that no other route fits. */
    public static final Route DEFAULT = new Route("", "", List.of());

    static final String ANY = "ANY";

    private static final String DEFAULT_KEY = "$default";

    /**
     * Reads {@code GET /users/{id}}, {@code ANY /{proxy+}} or {@code $default}.
     *
     * @throws IllegalArgumentException if this is no route; the message continues "…, but "
     */
    public static Route parse(String key) {
        var text = key.trim();
        if (text.equals(DEFAULT_KEY)) {
            return DEFAULT;
        }
        var space = text.indexOf(' ');
        if (space < 0) {
            throw new IllegalArgumentException(
                    "a route has a method and a path, such as 'GET /users/{id}', or is '$default'");
        }
        var method = text.substring(0, space);
        checkMethod(method);
        return parse(method, text.substring(space + 1).trim());
    }

    private static Route parse(String method, String template) {
        return new Route(method, template, segments(template));
    }

    /** As HTTP APIs write it: {@code GET /users/{id}}. */
    public String key() {
        return isDefault() ? DEFAULT_KEY : method + " " + template;
    }

    public boolean isDefault() {
        return method.isEmpty();
    }

    /**
     * What fits the same requests where another path stands before it: a base path mapping, or a
     * stage's name.
     *
     * @param path begins with a slash and does not end with one; "" changes nothing
     */
    public List<Route> below(String path) {
        if (path.isEmpty()) {
            return List.of(this);
        }
        return isDefault()
                ? List.of(parse(ANY, path), parse(ANY, path + "/{proxy+}"))
                : List.of(parse(method, template.equals("/") ? path : path + template));
    }

    /**
     * How many segments its template and a path begin with in common, before the first variable.
     *
     * @param path as in the request, nothing decoded
     */
    public int literalsSharedWith(String path) {
        var found = RoutePath.segments(path);
        var shared = 0;
        while (shared < Math.min(segments.size(), found.size())
                && segments.get(shared) instanceof RouteSegment.Literal(var text)
                && text.equals(found.get(shared))) {
            shared++;
        }
        return shared;
    }

    @Override
    public String toString() {
        return key();
    }

    private static void checkMethod(String method) {
        if (!method.equals(ANY) && !RouteMethods.inAny(method)) {
            throw new IllegalArgumentException(
                    "'"
                            + method
                            + "' is no method of a route; there are "
                            + RouteMethods.names()
                            + " and ANY");
        }
    }

    private static List<RouteSegment> segments(String template) {
        if (!template.startsWith("/")) {
            throw new IllegalArgumentException("its path does not begin with a slash");
        }
        var segments = new ArrayList<RouteSegment>();
        for (var text : RoutePath.segments(template)) {
            if (!segments.isEmpty() && segments.getLast() instanceof RouteSegment.Greedy) {
                throw new IllegalArgumentException(
                        "'" + segments.getLast() + "' takes the whole rest, so it stands last");
            }
            var segment = RouteSegment.parse(text);
            for (var other : segments) {
                if (!segment.name().isEmpty() && segment.name().equals(other.name())) {
                    throw new IllegalArgumentException(
                            "the variable '" + segment.name() + "' occurs twice");
                }
            }
            segments.add(segment);
        }
        for (var i = 0; i < segments.size() - 1; i++) {
            if (segments.get(i).toString().isEmpty()) {
                throw new IllegalArgumentException("its path has two slashes in a row");
            }
        }
        return List.copyOf(segments);
    }
}
