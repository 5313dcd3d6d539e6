package dev.kiln.runtime.process;

import java.security.Provider;
import java.security.Security;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands in the JVM's list of security providers for those of one name that functions have
 * registered, and is for each environment its own. The JDK refuses a second provider of a name; the
 * second environment would get the first one's classes, and lose them with its end.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // it has nothing of its own to guard
final class SharedProvider extends Provider {

    private int users;

    private SharedProvider(Provider first) {
        super(first.getName(), first.getVersionStr(), String.valueOf(first.getInfo()));
    }

    /** Its position, or -1 if the JDK has one of that name. */
    static int register(Provider provider, int position) {
        synchronized (SharedProvider.class) {
            var present = Security.getProvider(provider.getName());
            if (present instanceof SharedProvider shared) {
                shared.users++;
                return positionOf(shared);
            }
            if (present != null) {
                return -1;
            }
            var shared = new SharedProvider(provider);
            shared.users = 1;
            return Security.insertProviderAt(shared, position);
        }
    }

    /** One environment does without it from now on. */
    static void release(String name) {
        synchronized (SharedProvider.class) {
            if (Security.getProvider(name) instanceof SharedProvider shared
                    && --shared.users == 0) {
                Security.removeProvider(name);
            }
        }
    }

    private static int positionOf(SharedProvider shared) {
        var all = Security.getProviders();
        for (var i = 0; i < all.length; i++) {
            if (all[i] == shared) {
                return i + 1;
            }
        }
        return -1;
    }

    private @Nullable Provider own() {
        var process = CurrentProcess.find();
        return process == null ? null : process.ownProvider(getName());
    }

    @Override
    public @Nullable Service getService(String type, String algorithm) {
        var own = own();
        return own == null ? null : own.getService(type, algorithm);
    }

    @Override
    public Set<Service> getServices() {
        var own = own();
        return own == null ? Set.of() : own.getServices();
    }

    @Override
    public @Nullable String getProperty(String key) {
        var own = own();
        return own == null ? null : own.getProperty(key);
    }

    @Override
    public @Nullable Object get(Object key) {
        var own = own();
        return own == null ? null : own.get(key);
    }

    @Override
    public Enumeration<Object> keys() {
        var own = own();
        return own == null ? Collections.emptyEnumeration() : own.keys();
    }

    @Override
    public Set<Object> keySet() {
        var own = own();
        return own == null ? Set.of() : own.keySet();
    }

    @Override
    public Set<Map.Entry<Object, Object>> entrySet() {
        var own = own();
        return own == null ? Set.of() : own.entrySet();
    }
}
