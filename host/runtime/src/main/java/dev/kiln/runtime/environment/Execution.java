package dev.kiln.runtime.environment;

import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.clock.Deadlines;
import dev.kiln.runtime.logging.InvocationLog;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One run of the handler: whoever ends it first, handler, deadline or exit, decides its outcome.
 */
final class Execution {

    private final PendingInvocation pending;
    private final Duration limit;
    private final Optional<Duration> initDuration;
    private final InvocationLog log;
    private final long startedAt = System.nanoTime();
    private final long deadlineNanos;
    private final AtomicBoolean ended = new AtomicBoolean();
    private boolean logged;

    Execution(
            PendingInvocation pending,
            Duration limit,
            Optional<Duration> initDuration,
            InvocationLog log) {
        this.pending = pending;
        this.limit = limit;
        this.initDuration = initDuration;
        this.log = log;
        deadlineNanos = Deadlines.nanosIn(limit);
    }

    Invocation invocation() {
        return pending.invocation();
    }

    Duration limit() {
        return limit;
    }

    /** By the clock of {@link System#nanoTime()}. */
    long deadlineNanos() {
        return deadlineNanos;
    }

    /** Begins its part of the log, unless another thread has completed it already. */
    synchronized void begin() {
        if (!logged) {
            logged = true;
            log.begin(invocation());
        }
    }

    boolean hasEnded() {
        return ended.get();
    }

    /** True for the one who decides the outcome. */
    boolean end() {
        return ended.compareAndSet(false, true);
    }

    /** Writes the last lines, then answers the caller, whatever becomes of the lines. */
    void complete(Outcome outcome) {
        complete(outcome, false);
    }

    /**
     * The same.
     *
     * @param another whether the environment's next invocation begins at once
     */
    void complete(Outcome outcome, boolean another) {
        var duration = Duration.ofNanos(System.nanoTime() - startedAt);
        var report =
                log.report(
                        invocation(), outcome, pending.waited(startedAt), duration, initDuration);
        try {
            synchronized (this) {
                begin();
                log.end(report, outcome, another);
            }
        } finally {
            pending.settle(outcome, report);
        }
    }
}
