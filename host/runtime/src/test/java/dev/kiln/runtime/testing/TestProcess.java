package dev.kiln.runtime.testing;

import dev.kiln.runtime.clock.Deadlines;
import dev.kiln.runtime.environment.HostProcess;
import dev.kiln.runtime.environment.InitTurns;
import dev.kiln.runtime.isolation.LambdaApiLoaders;
import dev.kiln.runtime.logging.Console;
import dev.kiln.runtime.report.Reports;
import dev.kiln.runtime.threads.HandlerPriority;

/** The one host process that all tests of a JVM share, each with a console of its own. */
public final class TestProcess {

    private static final LambdaApiLoaders LOADERS =
            new LambdaApiLoaders(HostProcess.class.getClassLoader());
    private static final Deadlines DEADLINES = new Deadlines();
    private static final HandlerPriority PRIORITY = new HandlerPriority();
    private static final InitTurns TURNS =
            new InitTurns(Runtime.getRuntime().availableProcessors());

    static {
        // What the JDK prints for a function goes by System.err; the rest stays where it was.
        new Console(System.out, System.err).install();
    }

    private TestProcess() {}

    /** With loaders of its own, as in another process. */
    public static HostProcess with(Console console, LambdaApiLoaders loaders) {
        return new HostProcess(
                console, loaders, DEADLINES, PRIORITY, TURNS, new Reports(), () -> {}, () -> {});
    }

    /** As the process sees itself, with another console, other reports and another end. */
    public static HostProcess with(Console console, Reports reports, Runnable heapExhausted) {
        return new HostProcess(
                console, LOADERS, DEADLINES, PRIORITY, TURNS, reports, heapExhausted, () -> {});
    }
}
