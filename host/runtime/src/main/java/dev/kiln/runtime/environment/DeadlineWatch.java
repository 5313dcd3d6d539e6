package dev.kiln.runtime.environment;

import dev.kiln.runtime.clock.Alarm;
import dev.kiln.runtime.clock.Deadlines;
import org.jspecify.annotations.Nullable;

/** Watches the deadlines of one thread's invocations, one after the other. */
final class DeadlineWatch extends Alarm {

    private final RuntimeLoop loop;
    private volatile @Nullable Execution watched;

    DeadlineWatch(Deadlines deadlines, RuntimeLoop loop) {
        super(deadlines);
        this.loop = loop;
    }

    void watch(Execution execution) {
        watched = execution;
        ringBy(execution.deadlineNanos());
    }

    /** The timer stays: most likely the next invocation's deadline is later than this one's. */
    void release() {
        watched = null;
    }

    void close() {
        watched = null;
        stop();
    }

    @Override
    protected void onRing() {
        var due = watched;
        if (due == null) {
            return;
        }
        if (due.deadlineNanos() - System.nanoTime() > 0) {
            ringBy(due.deadlineNanos());
        } else {
            loop.timedOut(due);
        }
    }
}
