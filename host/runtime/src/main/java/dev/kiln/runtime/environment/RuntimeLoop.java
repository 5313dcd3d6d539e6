package dev.kiln.runtime.environment;

import dev.kiln.runtime.FunctionSettings;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.clock.Deadlines;
import dev.kiln.runtime.logging.EnvironmentLog;
import dev.kiln.runtime.logging.InvocationLog;
import dev.kiln.runtime.seam.Handler;
import dev.kiln.runtime.threads.HandlerPriority;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thread of an environment that takes invocations from the queue and runs them one after the
 * other, as AWS's runtime asks for the next one.
 */
final class RuntimeLoop implements InvocationQueue.Taker {

    private final ExecutionEnvironment environment;
    private final FunctionSettings settings;
    private final InvocationQueue queue;
    private final Lifecycle lifecycle;
    private final EnvironmentLog log;
    private final InvocationLog invocationLog;
    private final HandlerCall call;
    private final Deadlines clock;
    private final HandlerPriority priority;
    private boolean lowered;
    private final DeadlineWatch deadlines;
    private final boolean shared;
    private volatile @Nullable Thread thread;
    private volatile boolean abandoned;

    RuntimeLoop(
            ExecutionEnvironment environment,
            FunctionSettings settings,
            InvocationQueue queue,
            Lifecycle lifecycle,
            EnvironmentLog log,
            HandlerCall call,
            Deadlines deadlines,
            HandlerPriority priority) {
        this.environment = environment;
        this.settings = settings;
        this.queue = queue;
        this.lifecycle = lifecycle;
        this.log = log;
        this.call = call;
        clock = deadlines;
        this.priority = priority;
        this.deadlines = new DeadlineWatch(deadlines, this);
        invocationLog = new InvocationLog(log, settings);
        shared = settings.limits().concurrency().isShared();
    }

    /** Returns when the environment has ended, or this thread has been given up. */
    void serve(Handler handler) {
        thread = Thread.currentThread();
        try {
            while (!isOver()) {
                try {
                    var execution = next();
                    if (execution != null) {
                        run(handler, execution);
                    }
                } catch (InterruptedException e) {
                    // Ended while idle, or a thread of the function interrupts this one: nothing
                    // runs, nothing is lost.
                }
            }
        } finally {
            log.flush();
            deadlines.close();
            // Its last invocation may have been answered, and the pool closed, before it came back.
            queue.forget(this);
            environment.left();
        }
    }

    private boolean isOver() {
        return abandoned || lifecycle.hasEnded();
    }

    private @Nullable Execution next() throws InterruptedException {
        if (!lowered) {
            lowered = priority.lower();
        }
        var execution = queue.poll(this);
        if (execution != null || isOver()) {
            return execution;
        }
        log.flush();
        var taken = queue.take(this, settings.limits().concurrency().idleTimeout());
        if (taken == null && !lifecycle.hasEnded()) {
            environment.idle();
        }
        return taken;
    }

    @Override
    public @Nullable Execution begin(PendingInvocation pending) {
        return lifecycle.begin(
                this,
                pending,
                (claimed, initDuration) ->
                        new Execution(
                                claimed,
                                limitOf(claimed.invocation()),
                                initDuration,
                                invocationLog));
    }

    private Duration limitOf(Invocation invocation) {
        var timeout = settings.limits().timeout();
        if (invocation.latestEnd().isEmpty()) {
            return timeout;
        }
        var left = Duration.between(Instant.now(), invocation.latestEnd().get());
        return left.compareTo(timeout) > 0 ? timeout : left.isNegative() ? Duration.ZERO : left;
    }

    private void run(Handler handler, Execution execution) {
        // One that came while nothing ran, in the moment of taking this invocation, is not for it.
        Thread.interrupted();
        execution.begin();
        deadlines.watch(execution);
        if (execution.hasEnded()) {
            return;
        }
        var ended = call.run(handler, execution);
        // As in AWS's runtime nothing that one caller's invocation throws ends those of others.
        var ends = ended.endsEnvironment() && !shared;
        if (lifecycle.complete(this, execution, ends)) {
            deadlines.release();
            execution.complete(ended.outcome(), !ends && !queue.isEmpty());
            if (ends) {
                environment.ended();
            }
            if (ended.heapExhausted()) {
                environment.heapExhausted();
            }
        }
    }

    /** The invocation's deadline has passed, or it has ended just now. */
    void timedOut(Execution execution) {
        if (!lifecycle.complete(this, execution, !shared)) {
            return;
        }
        // A handler that ignores its interrupt keeps its thread for ever.
        abandoned = true;
        try {
            execution.complete(new Outcome.TimedOut(execution.limit()));
        } finally {
            // What comes now takes longer than an answer, and others may be due at this moment.
            clock.afterwards(() -> environment.timedOut(this));
        }
    }

    /** Its thread, as soon as it serves. */
    @Nullable Thread thread() {
        return thread;
    }

    boolean isIdle() {
        return !lifecycle.isRunning(this);
    }
}
