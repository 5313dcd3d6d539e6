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
    private volatile @Nullable HostedFunction first;

    synchronized void add(HostedFunction function) {
        var more = new LinkedHashMap<>(byName);
        if (more.putIfAbsent(function.name(), function) != null) {
            throw new InvalidSettingException(
                    "Two functions are named '" + function.name() + "'. Give each its own name.");
        }
        byName = Collections.unmodifiableMap(more);
        if (first == null) {
            first = function;
        }
    }

    Collection<HostedFunction> all() {
        return byName.values();
    }

    @Nullable HostedFunction named(String name) {
        return byName.get(name);
    }

    /** The one that was added first. */
    @Nullable HostedFunction first() {
        return first;
    }

    /** Whether each function has its own first segment of the path. */
    boolean areSeveral() {
        return byName.size() > 1;
    }

    boolean areReady() {
        for (var function : byName.values()) {
            if (!function.isReady()) {
                return false;
            }
        }
        return true;
    }
}
