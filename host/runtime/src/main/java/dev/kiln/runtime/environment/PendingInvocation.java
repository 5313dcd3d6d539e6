package dev.kiln.runtime.environment;

import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.clock.Deadlines;
import dev.kiln.runtime.report.Report;
import dev.kiln.runtime.report.Reports;
import dev.kiln.runtime.report.ThrottleReport;
import dev.kiln.runtime.report.Traced;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** An invocation on its way from the queue to its outcome. */
final class PendingInvocation {

    private final String function;
    private final Invocation invocation;
    private final Reports reports;
    private final Runnable onSettled;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final long since = System.nanoTime();
    private final AtomicBoolean claimed = new AtomicBoolean();

    /**
     * Nobody has claimed it yet.
     *
     * @param onSettled runs once, after the caller has its outcome
     */
    PendingInvocation(String function, Invocation invocation, Reports reports, Runnable onSettled) {
        this.function = function;
        this.invocation = invocation;
        this.reports = reports;
        this.onSettled = onSettled;
    }

    Invocation invocation() {
        return invocation;
    }

    /** The caller's own: completing it is a way to give up. */
    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    /** True for the one who may run, refuse or forget it. */
    boolean claim() {
        return claimed.compareAndSet(false, true);
    }

    boolean isClaimed() {
        return claimed.get();
    }

    /** When it should be refused if nothing has begun to run it. */
    long latestStartNanos(Duration maxWait) {
        var latest = invocation.latestEnd();
        if (latest.isPresent()) {
            var left = Duration.between(Instant.now(), latest.get());
            return Deadlines.nanosIn(left.compareTo(maxWait) < 0 ? left : maxWait);
        }
        return Deadlines.nanosIn(maxWait);
    }

    Duration waited() {
        return waited(System.nanoTime());
    }

    /** Until then, by the clock of {@link System#nanoTime()}. */
    Duration waited(long until) {
        return Duration.ofNanos(until - since);
    }

    /** Refuses it, for the one who has claimed it. */
    void throttle() {
        var waited = waited();
        settle(
                new Outcome.Throttled(waited),
                new ThrottleReport(
                        function, invocation.requestId(), waited, Traced.now(invocation)));
    }

    /**
     * Answers it, for the one who has claimed it. What the caller has hung on to its future runs
     * here, so a function's thread is the host's meanwhile: threads made now inherit nothing of the
     * function.
     *
     * @param report is passed on when the caller has the outcome and does not wait for it
     */
    void settle(Outcome value, Report report) {
        var thread = Thread.currentThread();
        var loader = thread.getContextClassLoader();
        thread.setContextClassLoader(PendingInvocation.class.getClassLoader());
        try {
            outcome.complete(value);
        } finally {
            // A process that ends when nothing runs any more has told of all of it.
            reports.add(report);
            onSettled.run();
            thread.setContextClassLoader(loader);
        }
    }

    /** Takes it out of the queue as soon as its caller completes the future himself. */
    void onGivenUp(InvocationQueue queue) {
        outcome.whenComplete((_, _) -> {
            if (claim()) {
                queue.remove(this);
                onSettled.run();
            }
        });
    }
}
