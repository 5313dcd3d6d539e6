package dev.kiln.runtime.logging;

import dev.kiln.runtime.ErrorType;
import dev.kiln.runtime.FunctionSettings;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.report.InvocationReport;
import dev.kiln.runtime.report.Traced;
import java.time.Duration;
import java.util.Optional;

/** Writes the platform's lines around the invocations of one environment. */
public final class InvocationLog {

    private final EnvironmentLog log;
    private final PlatformLines lines;
    private final String function;
    private final int memoryMegabytes;
    private final ProcessMemory memory = new ProcessMemory();

    public InvocationLog(EnvironmentLog log, FunctionSettings settings) {
        this.log = log;
        lines =
                new PlatformLines(
                        settings.logFormat(), settings.version(), settings.printReports());
        function = settings.name();
        memoryMegabytes = settings.memoryMegabytes();
    }

    /** From now on the environment's log is the invocation's. */
    public void begin(Invocation invocation) {
        log.begin(invocation.logTail(), lines.start(invocation.requestId()));
    }

    /** Sums up an invocation that has just ended. */
    public InvocationReport report(
            Invocation invocation,
            Outcome outcome,
            Duration waited,
            Duration duration,
            Optional<Duration> initDuration) {
        return new InvocationReport(
                function,
                invocation.requestId(),
                ErrorType.of(outcome),
                waited,
                duration,
                initDuration,
                Traced.now(invocation));
    }

    /**
     * Ends the invocation's part of the log, before its caller is answered.
     *
     * @param another whether the environment's next invocation begins at once: then the lines may
     *     come together with its first ones
     */
    public void end(InvocationReport report, Outcome outcome, boolean another) {
        var timedOut =
                outcome instanceof Outcome.TimedOut timeout
                        ? lines.timedOut(report.requestId(), timeout.limit())
                        : "";
        var text = lines.end(report, memoryMegabytes, memory.highestMegabytes());
        log.end(timedOut + text, another);
    }
}
