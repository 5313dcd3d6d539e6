package dev.kiln.runtime.environment;

import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.logging.EnvironmentLog;
import dev.kiln.runtime.logging.InvocationReport;
import dev.kiln.runtime.logging.InvocationReport.Status;
import dev.kiln.runtime.logging.PlatformLines;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One run of the handler: whoever ends it first, handler, deadline or exit, decides its outcome.
 */
final class Execution {

    private final PendingInvocation pending;
    private final Duration limit;
    private final Optional<Duration> initDuration;
    private final EnvironmentLog log;
    private final PlatformLines lines;
    private final int memoryMegabytes;
    private final ProcessMemory memory;
    private final long startedAt = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Future<?> deadline;

    Execution(
            PendingInvocation pending,
            Duration limit,
            Optional<Duration> initDuration,
            EnvironmentLog log,
            PlatformLines lines,
            int memoryMegabytes,
            ProcessMemory memory) {
        this.pending = pending;
        this.limit = limit;
        this.initDuration = initDuration;
        this.log = log;
        this.lines = lines;
        this.memoryMegabytes = memoryMegabytes;
        this.memory = memory;
    }

    Invocation invocation() {
        return pending.invocation();
    }

    void begin(Deadlines deadlines, Runnable onTimeout) {
        log.begin(invocation().logTail(), lines.start(invocation().requestId()));
        deadline = deadlines.after(limit, onTimeout);
    }

    Duration limit() {
        return limit;
    }

    boolean hasEnded() {
        return ended.get();
    }

    /** True for the one who decides the outcome. */
    boolean end() {
        return ended.compareAndSet(false, true);
    }

    /** Writes the last lines, then answers the caller. */
    void complete(Outcome outcome) {
        var timer = deadline;
        if (timer != null) {
            timer.cancel(false);
        }
        var id = invocation().requestId();
        var report =
                new InvocationReport(
                        id,
                        statusOf(outcome),
                        Duration.ofNanos(System.nanoTime() - startedAt),
                        initDuration,
                        memoryMegabytes,
                        memory.highestMegabytes());
        var timedOut =
                outcome instanceof Outcome.TimedOut timeout
                        ? lines.timedOut(id, timeout.limit())
                        : "";
        log.end(timedOut + lines.end(report));
        pending.outcome().complete(outcome);
    }

    void timeOut() {
        complete(new Outcome.TimedOut(limit));
    }

    private static Status statusOf(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded _ -> Status.SUCCESS;
            case Outcome.TimedOut _ -> Status.TIMEOUT;
            case Outcome.FunctionError _, Outcome.Throttled _ -> Status.ERROR;
        };
    }
}
