package dev.kiln.runtime.seam;

import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a function's world asks of the host. */
public interface HostServices {

    /** The function's own environment variables, unmodifiable. */
    Map<String, String> variables();

    /** Name, version and so on, as {@code Context} shows them. */
    FunctionIdentity identity();

    /** The function's {@code System.out} at its start. */
    PrintStream standardOutput();

    /** The function's {@code System.err} at its start. */
    PrintStream standardError();

    /** Writes one call's bytes of the Lambda logger. */
    void log(byte[] bytes);

    /**
     * The function asked to end its process: ends its environment instead. Returns, so that the
     * caller can unwind the function's stack.
     *
     * @param runHooks whether shutdown hooks run first, as for {@code exit} but not for {@code
     *     halt}
     */
    void exit(int status, boolean runHooks);

    /** Keeps a shutdown hook for the end of this environment. */
    void addShutdownHook(Thread hook);

    /** Tells whether the hook was registered. */
    boolean removeShutdownHook(Thread hook);

    /** The trace header of the invocation that runs, or ran last. */
    @Nullable String traceHeader();

    /** Constants of the function. */
    record FunctionIdentity(
            @Nullable String name,
            @Nullable String version,
            @Nullable String logGroup,
            @Nullable String logStream,
            int memoryMegabytes) {}
}
