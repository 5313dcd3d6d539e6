package dev.kiln.runtime.logging;

import dev.kiln.runtime.FunctionSettings;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.logging.InvocationReport.Status;
import java.time.Duration;
import java.util.Optional;

/** Writes the platform's lines around the invocations of one environment. */
public final class InvocationLog {

    private final EnvironmentLog log;
    private final PlatformLines lines;
    private final int memoryMegabytes;
    private final ProcessMemory memory = new ProcessMemory();

    public InvocationLog(EnvironmentLog log, FunctionSettings settings) {
        this.log = log;
        lines =
                new PlatformLines(
                        settings.logFormat(), settings.version(), settings.printReports());
        memoryMegabytes = settings.memoryMegabytes();
    }

    /** From now on the environment's log is the invocation's. */
    public void begin(Invocation invocation) {
        log.begin(invocation.logTail(), lines.start(invocation.requestId()));
    }

    /**
     * Ends the invocation's part of the log, before its caller is answered.
     *
     * @param another whether the environment's next invocation begins at once: then the lines may
     *     come together with its first ones
     */
    public void end(
            Invocation invocation,
            Outcome outcome,
            Duration duration,
            Optional<Duration> initDuration,
            boolean another) {
        var id = invocation.requestId();
        var report =
                new InvocationReport(
                        id,
                        statusOf(outcome),
                        duration,
                        initDuration,
                        memoryMegabytes,
                        memory.highestMegabytes());
        var timedOut =
                outcome instanceof Outcome.TimedOut timeout
                        ? lines.timedOut(id, timeout.limit())
                        : "";
        log.end(timedOut + lines.end(report), another);
    }

    private static Status statusOf(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded _ -> Status.SUCCESS;
            case Outcome.TimedOut _ -> Status.TIMEOUT;
            case Outcome.FunctionError _, Outcome.Throttled _ -> Status.ERROR;
        };
    }
}
