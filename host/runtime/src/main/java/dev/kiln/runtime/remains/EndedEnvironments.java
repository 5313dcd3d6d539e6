package dev.kiln.runtime.remains;

import dev.kiln.runtime.clock.Alarm;
import dev.kiln.runtime.clock.Deadlines;
import dev.kiln.runtime.threads.FunctionThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Environments that have ended as far as callers are concerned, but perhaps not their threads. */
public final class EndedEnvironments {

    /** Shutdown hooks have two of them, and a busy machine is slow. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** Each look costs as much as there are threads in the process. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private final Duration grace;
    private final Duration betweenLooks;
    private final Alarm look;
    private final List<Ended> all = new ArrayList<>();
    private volatile int lostThreads;

    /** None yet. */
    public EndedEnvironments(Deadlines deadlines) {
        this(deadlines, GRACE, BETWEEN_LOOKS);
    }

    EndedEnvironments(Deadlines deadlines, Duration grace, Duration betweenLooks) {
        this.grace = grace;
        this.betweenLooks = betweenLooks;
        look = new Look(deadlines);
    }

    private record Ended(FunctionThreads threads, long lostFrom) {}

    /** One has ended at this moment. */
    public synchronized void add(FunctionThreads threads) {
        var lostFrom = Deadlines.nanosIn(grace);
        all.add(new Ended(threads, lostFrom));
        look.ringBy(lostFrom);
    }

    /** Environments any thread of which lives at this moment. */
    public synchronized int alive() {
        count();
        return all.size();
    }

    /** Threads that outlived their environments, when somebody looked last. */
    public int lostThreads() {
        return lostThreads;
    }

    /** Counts the threads, and forgets the environments that have none any more. */
    private void count() {
        var ofProcess = FunctionThreads.ofProcess();
        var now = System.nanoTime();
        // An environment and one of its threads may have been given up one after the other.
        var lost = new HashSet<Thread>();
        for (var each = all.iterator(); each.hasNext(); ) {
            var ended = each.next();
            var threads = ended.threads().aliveAmong(ofProcess);
            if (threads.isEmpty()) {
                each.remove();
            } else if (ended.lostFrom() - now <= 0) {
                lost.addAll(threads);
            }
        }
        lostThreads = lost.size();
    }

    private synchronized void look() {
        count();
        if (!all.isEmpty()) {
            look.ringBy(Deadlines.nanosIn(betweenLooks));
        }
    }

    private final class Look extends Alarm {

        Look(Deadlines deadlines) {
            super(deadlines);
        }

        @Override
        protected void onRing() {
            look();
        }
    }
}
