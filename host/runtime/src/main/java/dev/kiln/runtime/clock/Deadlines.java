package dev.kiln.runtime.clock;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The one clock that ends waits and runs. Its thread goes before those of busy handlers. */
public final class Deadlines {

    /** Instants of {@link System#nanoTime()} can be compared up to 292 years apart. */
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, new TimerThreads());

    /** Its thread begins with the first action. */
    public Deadlines() {
        // An invocation that ends in time must leave nothing behind.
        timer.setRemoveOnCancelPolicy(true);
    }

    /** The instant that far from now; a duration of centuries is as good as none. */
    public static long nanosIn(Duration duration) {
        var bounded = duration.compareTo(FOR_EVER) < 0 ? duration : FOR_EVER;
        return System.nanoTime() + bounded.toNanos();
    }

    /** Runs the action at an instant of {@link System#nanoTime()}, on the clock's thread. */
    public Future<?> at(long nanos, Runnable action) {
        return timer.schedule(action, Math.max(0, nanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private static final class TimerThreads implements ThreadFactory {

        @Override
        @SuppressWarnings("ThreadPriorityCheck")
        public Thread newThread(Runnable work) {
            var thread = new Thread(work, "deadlines");
            thread.setDaemon(true);
            // Whichever function is the first to need it must not be kept alive by it.
            thread.setContextClassLoader(Deadlines.class.getClassLoader());
            // An answer at the deadline must not queue behind busy handlers.
            thread.setPriority(Thread.MAX_PRIORITY);
            return thread;
        }
    }
}
