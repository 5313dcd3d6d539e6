package dev.kiln.runtime.isolation;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a function sees below itself: the JDK, and AWS's runtime libraries with the host's bridge to
 * them. Nothing else of the host is visible.
 *
 * <p>AWS's libraries keep state in statics, so each environment needs a copy. The first environment
 * of the process uses the classes of the host's own class path, which the host itself never touches
 * and which the JDK's archive can hold; later ones define their own from the same bytes. All use
 * one copy of the libraries that AWS has packed into its own (Jackson, Gson, Joda-Time, org.json):
 * nine of ten of these classes, which keep no state of anybody's but a cache of Java types that
 * {@code LambdaBridge.release} empties.
 */
public final class LambdaApiLoader extends ClassLoader {

    private static final String SEAM = "dev.kiln.runtime.seam.";
    private static final String PACKED = "com.amazonaws.lambda.thirdparty.";
    private static final List<String> API =
            List.of(
                    "com.amazonaws.services.lambda.runtime.",
                    "com.amazonaws.services.lambda.crac.",
                    PACKED,
                    "software.amazon.awssdk.utilslite.",
                    "software.amazon.awssdk.annotations.",
                    "dev.kiln.runtime.bridge.");

    /** Below this name AWS's event library begins, which belongs to the function alone. */
    private static final String EVENTS = "com.amazonaws.services.lambda.runtime.events.";

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader host;
    private final boolean shared;

    /**
     * Makes the loader below one environment's function.
     *
     * @param host has the libraries on its class path
     * @param shared whether the host's own copies are used instead of private ones; for one
     *     environment of a process
     */
    public LambdaApiLoader(ClassLoader host, boolean shared) {
        super(ClassLoader.getPlatformClassLoader());
        this.host = host;
        this.shared = shared;
    }

    boolean isHosts() {
        return shared;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(SEAM) || name.startsWith(PACKED) || shared && isApi(name)) {
            return host.loadClass(name);
        }
        if (!isApi(name)) {
            return loadFromJdk(name);
        }
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    /**
     * As {@link #loadClass}, but gives null for what is not there: that is asked for every class of
     * the function.
     */
    @Nullable Class<?> find(String name) {
        if (!isIn(API, name) && !name.startsWith(SEAM)) {
            return JdkClasses.find(name);
        }
        try {
            return loadClass(name, false);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private static Class<?> loadFromJdk(String name) throws ClassNotFoundException {
        var type = JdkClasses.find(name);
        if (type == null) {
            throw new ClassNotFoundException(name);
        }
        return type;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (var in = host.getResourceAsStream(fileOf(name))) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            var bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    @Override
    protected @Nullable URL findResource(String name) {
        return isApi(name.replace('/', '.')) ? host.getResource(name) : null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        return isApi(name.replace('/', '.'))
                ? host.getResources(name)
                : Collections.emptyEnumeration();
    }

    private static boolean isApi(String name) {
        return isIn(API, name) && !name.startsWith(EVENTS);
    }

    private static boolean isIn(List<String> packages, String name) {
        for (var prefix : packages) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    static String fileOf(String className) {
        return className.replace('.', '/') + ".class";
    }
}
