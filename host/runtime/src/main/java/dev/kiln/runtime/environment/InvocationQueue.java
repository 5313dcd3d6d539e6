package dev.kiln.runtime.environment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where invocations wait for an environment: first come, first served, bounded in number and time.
 */
final class InvocationQueue {

    /** How long an idle environment's thread may take to wake up, on a busy machine. */
    private static final Duration HAND_OVER = Duration.ofSeconds(1);

    private final int maxWaiting;
    private final Duration maxWait;
    private final Alarm patience;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    // With the instant until which each may wait. Those who give up leave from the middle.
    private final Map<PendingInvocation, Long> waiting = new LinkedHashMap<>();
    private int idle;

    InvocationQueue(int maxWaiting, Duration maxWait, Deadlines deadlines) {
        this.maxWaiting = maxWaiting;
        this.maxWait = maxWait;
        patience = new Patience(deadlines);
    }

    /** Queues the invocation; false if too many wait already, or if its caller is gone already. */
    boolean add(PendingInvocation pending) {
        lock.lock();
        try {
            // What an idle environment is about to take does not wait, also where nothing may.
            var taken = waiting.size() < idle;
            if (!taken && waiting.size() - idle >= maxWaiting) {
                return false;
            }
            var latestStart =
                    pending.latestStartNanos(
                            taken && maxWait.compareTo(HAND_OVER) < 0 ? HAND_OVER : maxWait);
            if (latestStart - System.nanoTime() <= 0) {
                return false;
            }
            waiting.put(pending, latestStart);
            patience.ringBy(latestStart);
            arrived.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** How an environment begins the invocation that is due. */
    interface Taker {

        /**
         * Claims and begins it, while nobody else can; null if it has been claimed by another, or
         * if the environment takes no more.
         */
        @Nullable Execution begin(PendingInvocation pending);
    }

    /**
     * Waits for the next invocation and begins it; null if the environment takes no more: then the
     * invocation keeps its place.
     */
    @Nullable Execution take(Taker environment) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                var head = awaitNext();
                var begun = begin(head, environment);
                if (begun != null || !head.isClaimed()) {
                    return begun;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** The same without waiting; null also if there is none. */
    @Nullable Execution poll(Taker environment) {
        lock.lock();
        try {
            for (var head = next(); head != null; head = next()) {
                var begun = begin(head, environment);
                if (begun != null || !head.isClaimed()) {
                    return begun;
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Execution begin(PendingInvocation head, Taker environment) {
        var begun = environment.begin(head);
        if (begun != null || head.isClaimed()) {
            waiting.remove(head);
        } else {
            // Another environment must not miss what this one was woken for.
            arrived.signal();
        }
        return begun;
    }

    private PendingInvocation awaitNext() throws InterruptedException {
        var next = next();
        if (next == null) {
            idle++;
            try {
                while (next == null) {
                    arrived.await();
                    next = next();
                }
            } finally {
                idle--;
            }
        }
        return next;
    }

    /** The first that has not waited too long; the timer is about to refuse those before it. */
    private @Nullable PendingInvocation next() {
        for (var entry : waiting.entrySet()) {
            if (entry.getValue() - System.nanoTime() > 0) {
                return entry.getKey();
            }
        }
        return null;
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Its caller has given up. */
    void remove(PendingInvocation pending) {
        lock.lock();
        try {
            waiting.remove(pending);
        } finally {
            lock.unlock();
        }
    }

    /** Everything that waits at this moment, claimed for the caller. */
    List<PendingInvocation> drain() {
        lock.lock();
        try {
            var all = new ArrayList<PendingInvocation>();
            for (var pending : waiting.keySet()) {
                if (pending.claim()) {
                    all.add(pending);
                }
            }
            waiting.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Refuses those who have waited long enough. */
    private void throttleOverdue() {
        var overdue = new ArrayList<PendingInvocation>();
        lock.lock();
        try {
            var now = System.nanoTime();
            @Nullable Long next = null;
            for (var entries = waiting.entrySet().iterator(); entries.hasNext(); ) {
                var entry = entries.next();
                if (entry.getValue() - now > 0) {
                    next = next == null || entry.getValue() - next < 0 ? entry.getValue() : next;
                } else {
                    entries.remove();
                    if (entry.getKey().claim()) {
                        overdue.add(entry.getKey());
                    }
                }
            }
            if (next != null) {
                patience.ringBy(next);
            }
        } finally {
            lock.unlock();
        }
        for (var pending : overdue) {
            pending.throttle();
        }
    }

    private final class Patience extends Alarm {

        Patience(Deadlines deadlines) {
            super(deadlines);
        }

        @Override
        void onRing() {
            throttleOverdue();
        }
    }
}
