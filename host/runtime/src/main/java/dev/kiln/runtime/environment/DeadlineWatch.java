package dev.kiln.runtime.environment;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches the deadlines of one environment's invocations with a timer that is set again only when
 * it has to ring earlier: a timer of its own for each invocation would wake the timer's thread each
 * time, for nothing.
 */
final class DeadlineWatch {

    private final Deadlines deadlines;
    private final Consumer<Execution> onDeadline;
    private @Nullable Execution watched;
    private @Nullable Future<?> timer;
    private long ringsAt;

    DeadlineWatch(Deadlines deadlines, Consumer<Execution> onDeadline) {
        this.deadlines = deadlines;
        this.onDeadline = onDeadline;
    }

    synchronized void watch(Execution execution) {
        watched = execution;
        if (timer == null || execution.deadlineNanos() - ringsAt < 0) {
            ringAt(execution.deadlineNanos());
        }
    }

    /** The timer stays: most likely the next invocation's deadline is later than this one's. */
    synchronized void release() {
        watched = null;
    }

    synchronized void close() {
        watched = null;
        stop();
    }

    private void ring() {
        Execution due;
        synchronized (this) {
            timer = null;
            due = watched;
            if (due == null) {
                return;
            }
            if (due.deadlineNanos() - System.nanoTime() > 0) {
                ringAt(due.deadlineNanos());
                return;
            }
        }
        onDeadline.accept(due);
    }

    private void ringAt(long nanos) {
        stop();
        ringsAt = nanos;
        timer =
                deadlines.after(
                        Duration.ofNanos(Math.max(0, nanos - System.nanoTime())), this::ring);
    }

    private void stop() {
        var set = timer;
        if (set != null) {
            set.cancel(false);
            timer = null;
        }
    }
}
