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
 */
public record HostProcess(
        Console console,
        LambdaApiLoaders loaders,
        Deadlines deadlines,
        HandlerPriority handlerPriority,
        InitTurns initTurns,
        Reports reports,
        Runnable heapExhausted) {

    /** Over the class path that holds this class. */
    public static HostProcess of(Console console, Runnable heapExhausted) {
        return new HostProcess(
                console,
                new LambdaApiLoaders(HostProcess.class.getClassLoader()),
                new Deadlines(),
                new HandlerPriority(),
                new InitTurns(Runtime.getRuntime().availableProcessors()),
                new Reports(),
                heapExhausted);
    }
}
