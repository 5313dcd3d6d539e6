package dev.kiln.runtime.environment;

import dev.kiln.runtime.FunctionSettings;
import dev.kiln.runtime.handler.HandlerLoader;
import dev.kiln.runtime.handler.LoadResult;
import dev.kiln.runtime.handler.LoadResult.Consequence;
import dev.kiln.runtime.handler.LoadResult.Fault;
import dev.kiln.runtime.isolation.HandlerClassLoader;
import dev.kiln.runtime.isolation.LambdaApiLoader;
import dev.kiln.runtime.logging.EnvironmentLog;
import dev.kiln.runtime.logging.LogFormat;
import dev.kiln.runtime.seam.HostServices;
import dev.kiln.runtime.seam.LambdaBridge;
import dev.kiln.runtime.threads.HostThreads;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The classes of one environment: the function's, and its own copy of AWS's libraries below. */
final class FunctionWorld {

    private final FunctionSettings settings;
    private final Runnable settled;
    private final EnvironmentLog log;
    private final HandlerClassLoader functionLoader;
    private volatile @Nullable LambdaBridge bridge;

    FunctionWorld(
            FunctionSettings settings,
            LambdaApiLoader libraries,
            Runnable settled,
            EnvironmentLog log) {
        this.settings = settings;
        this.settled = settled;
        this.log = log;
        functionLoader = new HandlerClassLoader(settings.code(), libraries, log);
    }

    HandlerClassLoader functionLoader() {
        return functionLoader;
    }

    /**
     * For the first environment alone, before which nobody is served: later ones are made beside
     * invocations, which need the processors more.
     */
    private void prepareConversion(LambdaBridge made) {
        if (functionLoader.isOnHostsLibraries() && Runtime.getRuntime().availableProcessors() > 1) {
            HostThreads.startIfPossible("conversion", made::prepareConversion);
        }
    }

    /** Runs the function's initialisation, on the calling thread. */
    LoadResult load(HostServices services) {
        try {
            var made =
                    (LambdaBridge)
                            functionLoader
                                    .getParent()
                                    .loadClass("dev.kiln.runtime.bridge.Bridge")
                                    .getConstructor()
                                    .newInstance();
            bridge = made;
            made.install(
                    services,
                    functionLoader,
                    settings.logFormat() == LogFormat.JSON,
                    settings.logLevel().name());
            settled.run();
            var loader =
                    new HandlerLoader(
                            functionLoader, made, () -> prepareConversion(made), log::errorLine);
            return loader.load(settings.handler());
        } catch (Throwable e) {
            // Whatever it is, those who wait must hear of it.
            return new Fault(
                    "Error loading " + settings.handler() + ": " + e.getClass().getName(),
                    Optional.of(e),
                    Consequence.ENVIRONMENT_ENDS);
        }
    }

    /** Writes a text of the runtime's own, in the function's log format. */
    void logNotice(String text) {
        var made = bridge;
        if (made != null) {
            made.logNotice(text);
        }
    }

    /** Writes as AWS's runtime logs a failure, in the function's log format. */
    void logFailure(String text) {
        var made = bridge;
        if (made == null) {
            log.errorLine(text.stripTrailing());
        } else {
            made.logFailure(text);
        }
    }

    /** Closes the function's jars. */
    void close() {
        var made = bridge;
        if (made != null) {
            made.release();
        }
        try {
            functionLoader.close();
        } catch (IOException e) {
            log.errorLine("Cannot close the jars of function '" + settings.name() + "': " + e);
        }
    }
}
