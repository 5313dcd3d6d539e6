package dev.kiln.runtime.clock;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.kiln.runtime.threads.HostThreads;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one clock that ends waits and runs. */
public final class Deadlines {

    /** Instants of {@link System#nanoTime()} can be compared up to 292 years apart. */
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, new ClockThreads("deadlines"));

    private final Executor afterwards = followers();

    /** Its threads begin with their first action. */
    public Deadlines() {
        // An invocation that ends in time must leave nothing behind.
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Begins its thread now: one that a handler makes would step back with it. */
    public void start() {
        timer.prestartCoreThread();
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

    /**
     * Runs what follows from an instant and is not awaited by anybody: one action after the other,
     * on a thread that holds up no instant of others.
     */
    public void afterwards(Runnable action) {
        afterwards.execute(action);
    }

    private static Executor followers() {
        var threads = new ClockThreads("afterwards");
        var one = new ThreadPoolExecutor(1, 1, 10, SECONDS, new LinkedBlockingQueue<>(), threads);
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    private record ClockThreads(String name) implements ThreadFactory {

        @Override
        public Thread newThread(Runnable work) {
            return HostThreads.daemon(name, work);
        }
    }
}
