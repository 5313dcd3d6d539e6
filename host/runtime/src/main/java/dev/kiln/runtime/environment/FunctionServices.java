package dev.kiln.runtime.environment;

import dev.kiln.runtime.FunctionSettings;
import dev.kiln.runtime.logging.EnvironmentLog;
import dev.kiln.runtime.seam.HostServices;
import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one environment's function gets from the host. */
final class FunctionServices implements HostServices {

    private final FunctionSettings settings;
    private final EnvironmentLog log;
    private final ShutdownHooks hooks;
    private final ExecutionEnvironment environment;

    FunctionServices(
            FunctionSettings settings,
            EnvironmentLog log,
            ShutdownHooks hooks,
            ExecutionEnvironment environment) {
        this.settings = settings;
        this.log = log;
        this.hooks = hooks;
        this.environment = environment;
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
    public PrintStream standardOutput() {
        return log.stream(false);
    }

    @Override
    public PrintStream standardError() {
        return log.stream(true);
    }

    @Override
    public @Nullable String traceHeader() {
        return environment.traceHeader();
    }

    @Override
    public void log(byte[] bytes) {
        log.log(bytes);
    }

    @Override
    public void exit(int status, boolean runHooks) {
        environment.exit(status, runHooks);
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
