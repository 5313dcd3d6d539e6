package dev.kiln.runtime.environment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Shutdown hooks that a function registered: they run when its environment ends, not when the host
 * does.
 */
final class ShutdownHooks {

    private static final Duration LIMIT =
            Duration.ofSeconds(2); // AWS's managed runtime grants 2 s after SIGTERM

    private final Set<Thread> hooks = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean run;
    private long endsAt;

    synchronized void add(Thread hook) {
        if (run) {
            throw new IllegalStateException("Shutdown in progress");
        }
        if (hook.isAlive()) {
            throw new IllegalArgumentException("Hook already running");
        }
        if (!hooks.add(hook)) {
            throw new IllegalArgumentException("Hook previously registered");
        }
    }

    synchronized boolean remove(Thread hook) {
        if (run) {
            throw new IllegalStateException("Shutdown in progress");
        }
        return hooks.remove(hook);
    }

    /**
     * Starts all at once and waits for them, as the JVM does, but not for ever; who comes second
     * waits as well.
     *
     * @return false for a hook itself, which must not wait for its own end
     */
    boolean runOnce() {
        startAll();
        return await();
    }

    private synchronized void startAll() {
        if (run) {
            return;
        }
        run = true;
        endsAt = System.nanoTime() + LIMIT.toNanos();
        for (var hook : hooks) {
            try {
                hook.start();
            } catch (IllegalThreadStateException e) {
                // The function has started it itself: nothing is left to do for it.
            }
        }
    }

    /** Waits for those that have been started; false for a hook itself. */
    boolean await() {
        var all = started();
        if (all.contains(Thread.currentThread())) {
            return false;
        }
        for (var hook : all) {
            try {
                hook.join(Duration.ofNanos(Math.max(1, endsAt() - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return true;
    }

    private synchronized List<Thread> started() {
        return run ? new ArrayList<>(hooks) : List.of();
    }

    private synchronized long endsAt() {
        return endsAt;
    }
}
