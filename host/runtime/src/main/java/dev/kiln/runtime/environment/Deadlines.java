package dev.kiln.runtime.environment;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one clock that ends waits and runs. Its thread goes before those of busy handlers. */
public final class Deadlines {

    private final ScheduledThreadPoolExecutor timer;

    @SuppressWarnings(
            "ThreadPriorityCheck") // an answer at the deadline must not queue behind busy handlers
    public Deadlines() {
        timer =
                new ScheduledThreadPoolExecutor(
                        1,
                        work -> {
                            var thread = new Thread(work, "deadlines");
                            thread.setDaemon(true);
                            thread.setPriority(Thread.MAX_PRIORITY);
                            return thread;
                        });
        // An invocation that ends in time must leave nothing behind.
        timer.setRemoveOnCancelPolicy(true);
    }

    Future<?> after(Duration delay, Runnable action) {
        return timer.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
}
