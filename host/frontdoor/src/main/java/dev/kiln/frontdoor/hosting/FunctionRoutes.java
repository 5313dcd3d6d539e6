package dev.kiln.frontdoor.hosting;

import dev.kiln.adapters.PayloadKind;
import dev.kiln.adapters.PayloadKindChoice;
import dev.kiln.adapters.routes.Route;
import dev.kiln.adapters.routes.RouteDialect;
import dev.kiln.adapters.routes.RouteSegment;
import dev.kiln.adapters.routes.RouteTable;
import dev.kiln.adapters.routes.RouteTable.Entry;
import dev.kiln.frontdoor.request.RequestPath;
import dev.kiln.runtime.InvalidSettingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which of several functions a request is for. A function that has routes or a base path owns these
 * in public URLs; every other one owns the paths below its name, which it does not see. A literal
 * beginning of a route goes before a name, a name before a variable.
 */
final class FunctionRoutes {

    private final Map<String, HostedFunction> byName;
    private final Map<String, HostedFunction> unrouted = new HashMap<>();
    private final RouteTable<String> table;
    private final List<HostedFunction> apis = new ArrayList<>();

    /**
     * @throws InvalidSettingException if routes of two functions fit the same requests
     */
    FunctionRoutes(Map<String, HostedFunction> byName) {
        this.byName = byName;
        var entries = new ArrayList<Entry<String>>();
        for (var function : byName.values()) {
            if (!function.isRouted()) {
                unrouted.put(function.name(), function);
                continue;
            }
            var dialect =
                    kind(function) == PayloadKind.REST_V1
                            ? RouteDialect.REST_API
                            : RouteDialect.HTTP_API;
            for (var route : function.gateway().publicRoutes()) {
                entries.add(new Entry<>(route, dialect, function.name()));
            }
        }
        try {
            table = RouteTable.of(entries);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(String.valueOf(e.getMessage()), e);
        }
        for (var function : byName.values()) {
            if (function.isRouted() && kind(function).isApi()) {
                apis.add(function);
            }
        }
    }

    private static PayloadKind kind(HostedFunction function) {
        var definition = function.definition();
        return function.chosenKind()
                .map(PayloadKindChoice::kind)
                .or(definition::payloadKind)
                .orElse(definition.defaultKind());
    }

    /**
     * @param path that of the target
     * @return empty if this is no function's request, and no gateway is there to refuse it
     */
    Optional<Destination> find(String method, String target, String path) {
        var plain = withOneSlash(path);
        var match = table.match(method, plain);
        if (match.isPresent() && beginsLiterally(match.get().route())) {
            return destination(match.get().owner(), target);
        }
        var named = unrouted.get(RequestPath.firstSegment(path));
        if (named != null) {
            return Optional.of(new Destination(named, RequestPath.withoutFirstSegment(target)));
        }
        return match.isPresent()
                ? destination(match.get().owner(), target)
                : refusing(plain).map(function -> new Destination(function, target));
    }

    /** APIs take a path for theirs with any number of slashes before it. */
    private static String withOneSlash(String path) {
        var last = 0;
        while (last + 1 < path.length() && path.charAt(last + 1) == '/') {
            last++;
        }
        return path.substring(last);
    }

    /**
     * The API that refuses what fits no route, as it would on its own: the one that shares the
     * longest literal beginning with the path, such as a stage, or else the first.
     */
    private Optional<HostedFunction> refusing(String path) {
        @Nullable HostedFunction nearest = null;
        var longest = -1;
        for (var api : apis) {
            for (var route : api.gateway().publicRoutes()) {
                var shared = route.literalsSharedWith(path);
                if (shared > longest) {
                    nearest = api;
                    longest = shared;
                }
            }
        }
        return Optional.ofNullable(nearest);
    }

    private Optional<Destination> destination(String owner, String target) {
        return Optional.ofNullable(byName.get(owner))
                .map(function -> new Destination(function, target));
    }

    private static boolean beginsLiterally(Route route) {
        return !route.segments().isEmpty()
                && route.segments().getFirst() instanceof RouteSegment.Literal;
    }
}
