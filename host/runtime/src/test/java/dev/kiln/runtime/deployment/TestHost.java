package dev.kiln.runtime.deployment;

import dev.kiln.runtime.FunctionLimits;
import dev.kiln.runtime.FunctionSettings;
import dev.kiln.runtime.environment.EnvironmentPool;
import dev.kiln.runtime.environment.HostProcess;
import dev.kiln.runtime.isolation.DeploymentPackage;
import dev.kiln.runtime.isolation.LambdaApiLoader;
import dev.kiln.runtime.isolation.LambdaApiLoaders;
import dev.kiln.runtime.logging.Console;
import dev.kiln.runtime.testing.TestProcess;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** A host without a front door: starts functions and hands them their events. */
public final class TestHost {

    private static final ClassLoader CLASS_PATH = TestHost.class.getClassLoader();

    /** What functions print is read from the log of their invocation. */
    private static final Console CONSOLE =
            new Console(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());

    private final HostProcess process;

    private TestHost(ClassLoader host) {
        process = TestProcess.with(CONSOLE, new LambdaApiLoaders(host));
    }

    /**
     * A host as if in a process of its own: its first environment shares AWS's libraries with this
     * host alone, not with other tests.
     */
    public static TestHost fresh() {
        return new TestHost(new LambdaApiLoader(CLASS_PATH, false));
    }

    /**
     * A host whose first environment takes AWS's libraries from the class path of the tests, as the
     * first one of a real process does. Not for tests that look at statics: there is one class
     * path.
     */
    public static TestHost onClassPath() {
        return new TestHost(CLASS_PATH);
    }

    public RunningFunction start(DeploymentPackage code, String handler) {
        return start(code, handler, Map.of());
    }

    public RunningFunction start(
            DeploymentPackage code, String handler, Map<String, String> variables) {
        return start(code, handler, variables, patient());
    }

    /** For libraries that take their time on a machine that does much else. */
    private static FunctionLimits patient() {
        var usual = FunctionLimits.defaults();
        return new FunctionLimits(
                usual.timeout(),
                Duration.ofMinutes(5),
                usual.maxResultBytes(),
                usual.maxWaiting(),
                usual.maxWait(),
                usual.concurrency());
    }

    public RunningFunction start(
            DeploymentPackage code,
            String handler,
            Map<String, String> variables,
            FunctionLimits limits) {
        var settings =
                FunctionSettings.of(
                        handler, code, variables, limits, false, false, Clock.systemUTC());
        var others = EnvironmentThreads.all();
        return new RunningFunction(
                EnvironmentPool.start(settings, process), settings.arn(), others);
    }
}
