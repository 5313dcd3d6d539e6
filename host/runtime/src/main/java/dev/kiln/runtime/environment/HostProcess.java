package dev.kiln.runtime.environment;

import dev.kiln.runtime.clock.Deadlines;
import dev.kiln.runtime.isolation.LambdaApiLoaders;
import dev.kiln.runtime.logging.Console;
import dev.kiln.runtime.report.Reports;
import dev.kiln.runtime.threads.HandlerPriority;

/**
 * What all functions of a process share. There is one in a process.
 *
 * @param heapExhausted runs after an invocation has been answered that met a real lack of memory:
 *     the process should end
 * @param settled returns when the host has done with what functions could see of it, such as a
 *     property that it sets for a moment; each environment waits for it before it loads its handler
 */
public record HostProcess(
        Console console,
        LambdaApiLoaders loaders,
        Deadlines deadlines,
        HandlerPriority handlerPriority,
        InitTurns initTurns,
        Reports reports,
        Runnable heapExhausted,
        Runnable settled) {

    /** Over the class path that holds this class. */
    public static HostProcess of(Console console, Runnable heapExhausted) {
        return of(console, heapExhausted, () -> {});
    }

    /** As above, where functions may be started before the host has done with its own start. */
    public static HostProcess of(Console console, Runnable heapExhausted, Runnable settled) {
        return new HostProcess(
                console,
                new LambdaApiLoaders(HostProcess.class.getClassLoader()),
                new Deadlines(),
                new HandlerPriority(),
                new InitTurns(Runtime.getRuntime().availableProcessors()),
                new Reports(),
                heapExhausted,
                settled);
    }
}
