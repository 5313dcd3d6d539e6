package dev.kiln.runtime.environment;

import org.jspecify.annotations.Nullable;

/** Watches the deadlines of one environment's invocations, one after the other. */
final class DeadlineWatch extends Alarm {

    private final ExecutionEnvironment environment;
    private volatile @Nullable Execution watched;

    DeadlineWatch(Deadlines deadlines, ExecutionEnvironment environment) {
        super(deadlines);
        this.environment = environment;
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
    void onRing() {
        var due = watched;
        if (due == null) {
            return;
        }
        if (due.deadlineNanos() - System.nanoTime() > 0) {
            ringBy(due.deadlineNanos());
        } else {
            environment.timedOut(due);
        }
    }
}
