package dev.kiln.frontdoor;

import dev.kiln.runtime.InvalidSettingException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions behind the door, and which of them a path belongs to. */
final class HostedFunctions {

    private volatile Map<String, HostedFunction> byName = Map.of();

    /** In the order of their coming, for those who may not allocate. */
    private volatile HostedFunction[] inOrder = {};

    synchronized void add(HostedFunction function) {
        var more = new LinkedHashMap<>(byName);
        if (more.putIfAbsent(function.name(), function) != null) {
            throw new InvalidSettingException(
                    "Two functions are named '" + function.name() + "'. Give each its own name.");
        }
        byName = Collections.unmodifiableMap(more);
        inOrder = more.values().toArray(HostedFunction[]::new);
    }

    Collection<HostedFunction> all() {
        return byName.values();
    }

    @Nullable HostedFunction named(String name) {
        return byName.get(name);
    }

    /** The one that was added first. */
    @Nullable HostedFunction first() {
        var all = inOrder;
        return all.length == 0 ? null : all[0];
    }

    /** Whether each function has its own first segment of the path. */
    boolean areSeveral() {
        return inOrder.length > 1;
    }

    /** The longest payload that any of them takes. */
    int maxPayloadBytes() {
        var most = 0;
        for (var function : inOrder) {
            most = Math.max(most, function.maxPayloadBytes());
        }
        return most;
    }

    boolean areReady() {
        for (var function : inOrder) {
            if (!function.isReady()) {
                return false;
            }
        }
        return true;
    }
}
