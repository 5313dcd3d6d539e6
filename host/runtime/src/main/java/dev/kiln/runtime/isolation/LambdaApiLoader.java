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

    private final JdkClasses jdk = new JdkClasses();
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

    /** For the function's loader, which asks for every class here first. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        var type = find(name);
        if (type == null) {
            throw new Absent();
        }
        return type;
    }

    @Override
    public Class<?> loadClass(String name) throws ClassNotFoundException {
        var type = find(name);
        if (type == null) {
            throw new ClassNotFoundException(name);
        }
        return type;
    }

    private @Nullable Class<?> find(String name) {
        try {
            if (name.startsWith(SEAM) || name.startsWith(PACKED) || shared && isApi(name)) {
                return host.loadClass(name);
            }
            if (!isApi(name)) {
                return jdk.find(name);
            }
            synchronized (getClassLoadingLock(name)) {
                var loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        } catch (ClassNotFoundException e) {
            return null;
        }
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
        for (var prefix : API) {
            if (name.startsWith(prefix)) {
                return !name.startsWith(EVENTS);
            }
        }
        return false;
    }

    static String fileOf(String className) {
        return className.replace('.', '/') + ".class";
    }

    /**
     * Only the JDK's code sees it, in the loader of a function, and goes on: its stack would take a
     * twentieth of the start of a function with thousands of classes.
     */
    private static final class Absent extends ClassNotFoundException {

        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
