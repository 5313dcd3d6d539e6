package dev.kiln.runtime.environment;

import dev.kiln.runtime.clock.Alarm;
import dev.kiln.runtime.clock.Deadlines;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where invocations wait for an environment: first come, first served, bounded in number and time.
 * Of several idle environments the one that worked last works next: its code and data are still in
 * the processor's caches, and those that are not needed come to the end of their idle time.
 */
final class InvocationQueue {

    /** As many get most out of the processors where they do nothing but compute. */
    private static final int ENOUGH_COMPUTING =
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    /** How long an idle environment's thread may take to wake up, on a busy machine. */
    private static final Duration HAND_OVER = Duration.ofSeconds(1);

    private final int maxWaiting;
    private final Duration maxWait;
    private final Alarm patience;

    private final ReentrantLock lock = new ReentrantLock();
    // With the instant until which each may wait. Those who give up leave from the middle.
    private final Map<PendingInvocation, Long> waiting = new LinkedHashMap<>();
    // Those that wait for work, whoever came last first.
    private final Deque<Idler> idle = new ArrayDeque<>();
    // Those that have been woken and are on their way.
    private int woken;
    // With the instant at which each began what it works on.
    private final Map<Taker, Long> busy = new HashMap<>();
    private final ServiceTime serviceTime = new ServiceTime();
    private long lastTaken;

    InvocationQueue(int maxWaiting, Duration maxWait, Deadlines deadlines) {
        this.maxWaiting = maxWaiting;
        this.maxWait = maxWait;
        patience = new Patience(deadlines);
    }

    /** What became of an invocation that wanted to be queued. */
    enum Admission {
        /** Too many wait already, or its caller is gone already. */
        REFUSED,
        /** An idle environment is about to take it. */
        SERVED,
        /** It waits until an environment is free. */
        WAITS
    }

    Admission add(PendingInvocation pending) {
        lock.lock();
        try {
            // What an idle environment is about to take does not wait, also where nothing may.
            var free = idle.size() + woken;
            var taken = waiting.size() < free;
            if (!taken && waiting.size() - free >= maxWaiting) {
                return Admission.REFUSED;
            }
            var latestStart =
                    pending.latestStartNanos(
                            taken && maxWait.compareTo(HAND_OVER) < 0 ? HAND_OVER : maxWait);
            if (latestStart - System.nanoTime() <= 0) {
                return Admission.REFUSED;
            }
            waiting.put(pending, latestStart);
            patience.ringBy(latestStart);
            if (isLeftToTheBusy()) {
                return Admission.WAITS;
            }
            wakeOne();
            return taken ? Admission.SERVED : Admission.WAITS;
        } finally {
            lock.unlock();
        }
    }

    /** Those that work are through with what they do before another one could be awake. */
    private boolean isLeftToTheBusy() {
        return serviceTime.isShort() && busy.size() + woken >= ENOUGH_COMPUTING;
    }

    /**
     * Whether those that work do not get on with what waits, however short their work is as a rule.
     *
     * @param patience how long the first one may wait, and how long nobody may take any
     */
    boolean isShort(Duration patience) {
        lock.lock();
        try {
            if (waiting.isEmpty() || longestWait().compareTo(patience) < 0) {
                return false;
            }
            return !isLeftToTheBusy() || System.nanoTime() - lastTaken > patience.toNanos();
        } finally {
            lock.unlock();
        }
    }

    /** Has another idle environment look for work; false if there is none. */
    boolean wakeAnother() {
        lock.lock();
        try {
            var found = !idle.isEmpty();
            wakeOne();
            return found || woken > 0;
        } finally {
            lock.unlock();
        }
    }

    /** The environment takes no more, whatever it works on. */
    void forget(Taker environment) {
        lock.lock();
        try {
            busy.remove(environment);
        } finally {
            lock.unlock();
        }
    }

    private void wakeOne() {
        var next = idle.pollFirst();
        if (next != null) {
            woken++;
            next.wake();
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
     * Waits for the next invocation and begins it; null if there was none for so long, or if the
     * environment takes no more: then the invocation keeps its place.
     */
    @Nullable Execution take(Taker environment, Duration idleTimeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                var head = awaitNext(idleTimeout);
                if (head == null) {
                    return null;
                }
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
            var since = busy.remove(environment);
            if (since != null) {
                serviceTime.add(System.nanoTime() - since);
            }
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
        if (begun != null) {
            lastTaken = System.nanoTime();
            busy.put(environment, lastTaken);
        }
        if (begun != null || head.isClaimed()) {
            waiting.remove(head);
        } else {
            // Another one must not miss what this one was woken for.
            wakeOne();
        }
        return begun;
    }

    private @Nullable PendingInvocation awaitNext(Duration idleTimeout)
            throws InterruptedException {
        var next = next();
        if (next != null) {
            return next;
        }
        var latest = Deadlines.nanosIn(idleTimeout);
        do {
            var idler = new Idler(lock.newCondition());
            idle.addFirst(idler);
            try {
                idler.await(latest);
            } catch (InterruptedException e) {
                if (idler.isWoken) {
                    // Another one must not miss what this one was woken for.
                    wakeOne();
                }
                throw e;
            } finally {
                if (idler.isWoken) {
                    woken--;
                } else {
                    idle.remove(idler);
                }
            }
            next = next();
        } while (next == null && latest - System.nanoTime() > 0);
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
        return size() == 0;
    }

    /** How many wait, or are about to be taken. */
    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** How long the first one has waited; zero if there is none. */
    Duration longestWait() {
        lock.lock();
        try {
            for (var pending : waiting.keySet()) {
                return pending.waited();
            }
            return Duration.ZERO;
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

    /** An environment that waits for work. */
    private static final class Idler {

        private final Condition arrived;
        private boolean isWoken;

        Idler(Condition arrived) {
            this.arrived = arrived;
        }

        void wake() {
            isWoken = true;
            arrived.signal();
        }

        void await(long latest) throws InterruptedException {
            var left = latest - System.nanoTime();
            while (!isWoken && left > 0) {
                left = arrived.awaitNanos(left);
            }
        }
    }

    private final class Patience extends Alarm {

        Patience(Deadlines deadlines) {
            super(deadlines);
        }

        @Override
        protected void onRing() {
            throttleOverdue();
        }
    }
}
