package dev.kiln.runtime.isolation;

import dev.kiln.runtime.logging.EnvironmentLog;
import dev.kiln.runtime.logging.LogOwner;
import dev.kiln.runtime.process.OwnProcess;
import dev.kiln.runtime.seam.ProcessOwner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The world of one environment's function: its class path in AWS's order, above AWS's runtime
 * libraries. A {@link URLClassLoader}, because AWS's own is one and functions list its URLs.
 * Classes whose code concerns its process as a whole are redirected while they are defined.
 */
public final class HandlerClassLoader extends URLClassLoader implements LogOwner, ProcessOwner {

    static {
        registerAsParallelCapable();
        // The properties that tell of them are gone before there is a function.
        var _ = TrainedJars.trained();
        var _ = JarRecorder.recorder();
    }

    private static final String DRIVER_MANAGER = "java.sql.DriverManager";

    /** What connects through the driver manager, within the JDK. */
    private static final String ROW_SETS = "javax.sql.rowset.RowSetProvider";

    private final LambdaApiLoader libraries;
    private final EnvironmentLog log;
    private final CallSiteRedirect redirect;
    private final FunctionClassPath classPath;
    private @Nullable DatabaseDrivers drivers;
    private @Nullable OwnProcess process;

    public HandlerClassLoader(DeploymentPackage code, LambdaApiLoader parent, EnvironmentLog log) {
        this(code, urls(code.classPath()), parent, log);
    }

    private HandlerClassLoader(
            DeploymentPackage code, URL[] urls, LambdaApiLoader parent, EnvironmentLog log) {
        super(urls, parent);
        this.libraries = parent;
        this.log = log;
        this.redirect = new CallSiteRedirect(this);
        this.classPath = new FunctionClassPath(code, urls, log::errorLine);
    }

    @Override
    public EnvironmentLog log() {
        return log;
    }

    @Override
    public synchronized OwnProcess process() {
        if (process == null) {
            process = new OwnProcess();
        }
        return process;
    }

    /** Takes back what the function has changed of the JVM, if it has; safe to repeat. */
    public void endProcess() {
        @Nullable OwnProcess changed;
        synchronized (this) {
            changed = process;
        }
        if (changed != null) {
            changed.end();
        }
    }

    /** Whether its libraries are the host's own copy, the statics of which keep this loader. */
    public boolean isOnHostsLibraries() {
        return libraries.isHosts();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        var type = super.loadClass(name, resolve);
        if (name.equals(DRIVER_MANAGER) || name.equals(ROW_SETS)) {
            drivers().register();
        }
        return type;
    }

    /** Made when it is needed: most functions never ask for a driver. */
    private synchronized DatabaseDrivers drivers() {
        if (drivers == null) {
            drivers = new DatabaseDrivers(this);
        }
        return drivers;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try {
            var path = LambdaApiLoader.fileOf(name);
            var found = classPath.find(path);
            if (found == null) {
                throw new ClassNotFoundException(name);
            }
            definePackageOf(name, found.entry());
            var file = found.file();
            var bytes = file.asIs() ? file.bytes() : redirected(path, file.bytes());
            return defineClass(name, bytes, 0, bytes.length, file.source());
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private byte[] redirected(String path, byte[] bytes) {
        var redirected = redirect.apply(bytes);
        var recorder = JarRecorder.recorder();
        if (recorder != null) {
            recorder.add(path, bytes, redirected == bytes);
        }
        return redirected;
    }

    @Override
    public @Nullable URL findResource(String name) {
        try {
            return classPath.resource(name);
        } catch (IOException e) {
            // As the JDK's loaders have it: what cannot be read is not there.
            return null;
        }
    }

    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
        return Collections.enumeration(classPath.resources(name));
    }

    private void definePackageOf(String className, ClassPathEntry entry) throws IOException {
        var dot = className.lastIndexOf('.');
        if (dot < 0) {
            return;
        }
        var name = className.substring(0, dot);
        var manifest = entry.manifest();
        if (getDefinedPackage(name) == null) {
            try {
                if (manifest == null) {
                    definePackage(name, null, null, null, null, null, null, null);
                } else {
                    definePackage(name, manifest, entry.url());
                }
            } catch (IllegalArgumentException e) {
                // Another thread has defined it meanwhile.
            }
        }
        var known = getDefinedPackage(name);
        if (known.isSealed() ? !known.isSealed(entry.url()) : isSealed(manifest, name)) {
            throw new SecurityException("sealing violation: package " + name + " is sealed");
        }
    }

    private static boolean isSealed(@Nullable Manifest manifest, String packageName) {
        if (manifest == null) {
            return false;
        }
        var own = manifest.getAttributes(packageName.replace('.', '/') + "/");
        var sealed = own == null ? null : own.getValue(Attributes.Name.SEALED);
        return "true"
                .equalsIgnoreCase(
                        sealed == null
                                ? manifest.getMainAttributes().getValue(Attributes.Name.SEALED)
                                : sealed);
    }

    @Override
    public void close() throws IOException {
        try (classPath) {
            deregisterDrivers();
            super.close();
        }
    }

    private void deregisterDrivers() {
        DatabaseDrivers registered;
        synchronized (this) {
            registered = drivers;
            drivers = null;
        }
        if (registered != null) {
            registered.deregister(log::errorLine);
        }
    }

    /** Defines a class of the host's once more, as one of the function's. */
    Class<?> defineCopy(Class<?> original) throws IOException {
        var name = original.getName();
        var file = "/" + name.replace('.', '/') + ".class";
        try (var in = Objects.requireNonNull(original.getResourceAsStream(file))) {
            var bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    private static URL[] urls(List<Path> classPath) {
        return classPath.stream().map(HandlerClassLoader::url).toArray(URL[]::new);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
