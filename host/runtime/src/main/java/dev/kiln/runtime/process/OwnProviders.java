package dev.kiln.runtime.process;

import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The security providers that one environment's function has registered. */
final class OwnProviders {

    // Read without a lock: the JDK asks while it holds locks of its own.
    private final Map<String, Provider> byName = new ConcurrentHashMap<>();

    synchronized int insert(Provider provider, int position) {
        var name = provider.getName();
        if (byName.containsKey(name)) {
            return -1;
        }
        var at = SharedProvider.register(provider, position);
        if (at > 0) {
            byName.put(name, provider);
        }
        return at;
    }

    /** One of the JDK's goes for all. */
    synchronized void remove(@Nullable String name) {
        if (name != null && byName.remove(name) != null) {
            SharedProvider.release(name);
        } else if (name == null || !(Security.getProvider(name) instanceof SharedProvider)) {
            Security.removeProvider(name);
        }
    }

    synchronized void removeAll() {
        byName.keySet().forEach(SharedProvider::release);
        byName.clear();
    }

    @Nullable Provider own(String name) {
        return byName.get(name);
    }

    @Nullable Provider find(String name) {
        return shown(Security.getProvider(name));
    }

    /** Null if there are none, as in the JDK. */
    Provider @Nullable [] all(Provider @Nullable [] ofTheJvm) {
        if (ofTheJvm == null) {
            return null;
        }
        var all = new ArrayList<Provider>();
        for (var provider : ofTheJvm) {
            var shown = shown(provider);
            if (shown != null) {
                all.add(shown);
            }
        }
        return all.toArray(new Provider[0]);
    }

    private @Nullable Provider shown(@Nullable Provider ofTheJvm) {
        return ofTheJvm instanceof SharedProvider ? own(ofTheJvm.getName()) : ofTheJvm;
    }
}
