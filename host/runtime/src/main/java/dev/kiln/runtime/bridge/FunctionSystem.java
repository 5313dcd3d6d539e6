package dev.kiln.runtime.bridge;

import dev.kiln.runtime.seam.FunctionProcess;
import dev.kiln.runtime.seam.HostServices;
import dev.kiln.runtime.seam.ProcessOwner;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a function's calls of {@code System} and {@code Runtime} end that concern its process: the
 * class loader redirects them here, because the process is the host's.
 */
public final class FunctionSystem {

    private static final String TRACE_PROPERTY = "com.amazonaws.xray.traceHeader";

    // One copy of this class per environment, so the static belongs to one function alone.
    private static volatile @Nullable HostServices host;
    private static volatile @Nullable ProcessOwner owner;

    // In the place of System's fields of these names, whose readers no lock guards either.
    public static @Nullable PrintStream out;
    public static @Nullable PrintStream err;
    public static @Nullable InputStream in;

    private FunctionSystem() {}

    static void install(HostServices services, ClassLoader functionLoader) {
        host = services;
        owner = (ProcessOwner) functionLoader;
        out = services.standardOutput();
        err = services.standardError();
        in = System.in;
    }

    /** In the place of {@code System.setOut(PrintStream)}: null is allowed there as well. */
    public static void setOut(@Nullable PrintStream stream) {
        out = stream;
    }

    /** In the place of {@code System.setErr(PrintStream)}. */
    public static void setErr(@Nullable PrintStream stream) {
        err = stream;
    }

    /** In the place of {@code System.setIn(InputStream)}. */
    public static void setIn(@Nullable InputStream stream) {
        in = stream;
    }

    /** In the place of {@code System.getenv()}. */
    public static Map<String, String> getenv() {
        return host().variables();
    }

    /** In the place of {@code System.getenv(String)}. */
    public static @Nullable String getenv(String name) {
        return host().variables().get(Objects.requireNonNull(name));
    }

    /**
     * In the place of {@code System.getProperty(String)}, where a class names the property that AWS
     * sets before each invocation: other environments run others at the same time.
     */
    public static @Nullable String getProperty(String name) {
        return name.equals(TRACE_PROPERTY) ? host().traceHeader() : System.getProperty(name);
    }

    /** In the place of {@code System.getProperty(String, String)}. */
    public static @Nullable String getProperty(String name, @Nullable String otherwise) {
        var value = getProperty(name);
        return value == null ? otherwise : value;
    }

    /** In the place of {@code System.exit(int)}; does not return. */
    public static void exit(int status) {
        host().exit(status, true);
        throw new FunctionExit();
    }

    /** In the place of {@code Runtime.exit(int)}; does not return. */
    public static void exit(Runtime runtime, int status) {
        Objects.requireNonNull(runtime);
        exit(status);
    }

    /** In the place of {@code Runtime.halt(int)}; does not return. */
    public static void halt(Runtime runtime, int status) {
        Objects.requireNonNull(runtime);
        host().exit(status, false);
        throw new FunctionExit();
    }

    /** In the place of {@code Runtime.addShutdownHook(Thread)}. */
    public static void addShutdownHook(Runtime runtime, Thread hook) {
        Objects.requireNonNull(runtime);
        host().addShutdownHook(Objects.requireNonNull(hook));
    }

    /** In the place of {@code Runtime.removeShutdownHook(Thread)}. */
    public static boolean removeShutdownHook(Runtime runtime, Thread hook) {
        Objects.requireNonNull(runtime);
        return host().removeShutdownHook(Objects.requireNonNull(hook));
    }

    static FunctionProcess process() {
        var loader = owner;
        if (loader == null) {
            throw new IllegalStateException("No execution environment is installed");
        }
        return loader.process();
    }

    private static HostServices host() {
        var services = host;
        if (services == null) {
            throw new IllegalStateException("No execution environment is installed");
        }
        return services;
    }
}
