package dev.kiln.runtime.environment;

import dev.kiln.runtime.FunctionSettings;
import dev.kiln.runtime.logging.EnvironmentLog;
import dev.kiln.runtime.seam.HostServices;
import java.util.Map;
import java.util.function.IntConsumer;

/** What one environment's function gets from the host. */
final class FunctionServices implements HostServices {

    private final FunctionSettings settings;
    private final EnvironmentLog log;
    private final ShutdownHooks hooks;
    private final IntConsumer onExit;

    FunctionServices(
            FunctionSettings settings,
            EnvironmentLog log,
            ShutdownHooks hooks,
            IntConsumer onExit) {
        this.settings = settings;
        this.log = log;
        this.hooks = hooks;
        this.onExit = onExit;
    }

    @Override
    public Map<String, String> variables() {
        return settings.variables();
    }

    @Override
    public FunctionIdentity identity() {
        return new FunctionIdentity(
                settings.name(),
                settings.version(),
                settings.logGroup(),
                settings.logStream(),
                settings.memoryMegabytes());
    }

    @Override
    public void log(byte[] bytes) {
        log.log(bytes);
    }

    @Override
    public void exit(int status, boolean runHooks) {
        if (runHooks) {
            hooks.runOnce();
        }
        onExit.accept(status);
    }

    @Override
    public void addShutdownHook(Thread hook) {
        hooks.add(hook);
    }

    @Override
    public boolean removeShutdownHook(Thread hook) {
        return hooks.remove(hook);
    }
}
