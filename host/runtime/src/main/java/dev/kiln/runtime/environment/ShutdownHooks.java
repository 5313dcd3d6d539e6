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

    /** Starts all at once and waits for them, as the JVM does, but not for ever. */
    void runOnce() {
        var end = System.nanoTime() + LIMIT.toNanos();
        var interrupted = false;
        for (var hook : claim()) {
            hook.start();
        }
        for (var hook : started()) {
            try {
                hook.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            } catch (InterruptedException e) {
                interrupted = true;
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<Thread> claim() {
        var mine = run ? List.<Thread>of() : List.copyOf(hooks);
        run = true;
        return mine;
    }

    private synchronized List<Thread> started() {
        return new ArrayList<>(hooks);
    }
}
