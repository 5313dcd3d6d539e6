package dev.kiln.runtime.environment;

import dev.kiln.runtime.Outcome;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where invocations wait for an environment: first come, first served, bounded in number and time.
 */
final class InvocationQueue {

    private final LinkedBlockingQueue<PendingInvocation> waiting;
    private final Duration maxWait;
    private final Deadlines deadlines;
    private final AtomicBoolean sweeping = new AtomicBoolean();

    InvocationQueue(int maxWaiting, Duration maxWait, Deadlines deadlines) {
        this.waiting = new LinkedBlockingQueue<>(maxWaiting);
        this.maxWait = maxWait;
        this.deadlines = deadlines;
    }

    /** Queues the invocation; false if too many wait already. */
    boolean offer(PendingInvocation pending) {
        var accepted = waiting.offer(pending);
        if (accepted) {
            sweepLater();
        }
        return accepted;
    }

    PendingInvocation take() throws InterruptedException {
        return waiting.take();
    }

    /** Everything that waits at this moment. */
    java.util.List<PendingInvocation> drain() {
        var all = new java.util.ArrayList<PendingInvocation>();
        waiting.drainTo(all);
        return all;
    }

    /** One timer serves all who wait: the head is always the oldest. */
    private void sweepLater() {
        var head = waiting.peek();
        if (head != null && sweeping.compareAndSet(false, true)) {
            deadlines.after(maxWait.minusNanos(head.waitedNanos()), this::sweep);
        }
    }

    private void sweep() {
        sweeping.set(false);
        for (var head = waiting.peek(); head != null; head = waiting.peek()) {
            if (maxWait.toNanos() > head.waitedNanos()) {
                break;
            }
            if (waiting.remove(head)) {
                throttle(head);
            }
        }
        sweepLater();
    }

    static void throttle(PendingInvocation pending) {
        if (pending.claim()) {
            pending.outcome()
                    .complete(new Outcome.Throttled(Duration.ofNanos(pending.waitedNanos())));
        }
    }
}
