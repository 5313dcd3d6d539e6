package dev.kiln.frontdoor.hosting;

import dev.kiln.runtime.InvalidSettingException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The functions behind the door, and which of them a path belongs to. */
public final class HostedFunctions {

    private volatile Map<String, HostedFunction> byName = Map.of();

    /** In the order of their coming, for those who may not allocate. */
    private volatile HostedFunction[] inOrder = {};

    private volatile FunctionRoutes routes = new FunctionRoutes(Map.of());

    /**
     * Adds one behind those there are.
     *
     * @throws InvalidSettingException if there is one of this name, or with a route that fits the
     *     same requests
     */
    public synchronized void add(HostedFunction function) {
        var more = new LinkedHashMap<>(byName);
        if (more.putIfAbsent(function.name(), function) != null) {
            throw new InvalidSettingException(
                    "Two functions are named '" + function.name() + "'. Give each its own name.");
        }
        routes = new FunctionRoutes(more);
        byName = Collections.unmodifiableMap(more);
        inOrder = more.values().toArray(HostedFunction[]::new);
        // Until then its routes are read as those of the kind that it most likely is.
        var _ = function.payloadKind().thenRun(this::readRoutesAgain);
    }

    private synchronized void readRoutesAgain() {
        try {
            routes = new FunctionRoutes(byName);
        } catch (InvalidSettingException _) {
            // Its own gateway refuses such routes too, and that ends the start.
        }
    }

    /** In the order in which they were added. */
    public Collection<HostedFunction> all() {
        return byName.values();
    }

    /** The one of exactly this name. */
    public Optional<HostedFunction> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The one that was added first. */
    public Optional<HostedFunction> first() {
        var all = inOrder;
        return all.length == 0 ? Optional.empty() : Optional.of(all[0]);
    }

    /**
     * The one that a request is for: the only one gets them all.
     *
     * @param path that of the target
     * @return empty if this is no function's request
     */
    public Optional<Destination> find(String method, String target, String path) {
        var all = inOrder;
        return switch (all.length) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new Destination(all[0], target));
            default -> routes.find(method, target, path);
        };
    }

    /** The longest payload that any of them takes. */
    public int maxPayloadBytes() {
        var most = 0;
        for (var function : inOrder) {
            most = Math.max(most, function.maxPayloadBytes());
        }
        return most;
    }

    /** Threads that have outlived their environments, of all of them. */
    public int lostThreads() {
        var lost = 0;
        for (var function : inOrder) {
            lost += function.lostThreads();
        }
        return lost;
    }

    /** Whether each of them has been initialised. */
    public boolean areReady() {
        for (var function : inOrder) {
            if (!function.isReady()) {
                return false;
            }
        }
        return true;
    }
}
