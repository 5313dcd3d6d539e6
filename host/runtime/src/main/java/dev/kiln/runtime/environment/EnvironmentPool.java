package dev.kiln.runtime.environment;

import dev.kiln.runtime.FunctionSettings;
import dev.kiln.runtime.HandlerDescription;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Invoker;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.handler.LoadResult.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs a function's invocations, one after the other in one environment, in the order in which they
 * came. An environment that has ended is replaced; one that failed to initialise is tried again
 * with the next invocation.
 */
public final class EnvironmentPool implements Invoker, AutoCloseable {

    private final FunctionSettings settings;
    private final HostProcess process;
    private final InvocationQueue queue;
    private final InitProgress init = new InitProgress();
    private final EndedEnvironments ended = new EndedEnvironments();
    private final Unfinished unfinished = new Unfinished();

    // Taken before the queue's and an environment's own locks, never after.
    private final Object lock = new Object();
    private @Nullable ExecutionEnvironment current;
    private @Nullable ProcessTraces ofLast;
    private boolean closed;

    private EnvironmentPool(FunctionSettings settings, HostProcess process) {
        this.settings = settings;
        this.process = process;
        queue =
                new InvocationQueue(
                        settings.limits().maxWaiting(),
                        settings.limits().maxWait(),
                        process.deadlines());
    }

    /** Begins to initialise the first environment at once, on its own thread. */
    public static EnvironmentPool start(FunctionSettings settings, HostProcess process) {
        var pool = new EnvironmentPool(settings, process);
        synchronized (pool.lock) {
            pool.startEnvironment();
        }
        return pool;
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation) {
        var pending = new PendingInvocation(invocation, unfinished);
        unfinished.begun();
        boolean queued;
        synchronized (lock) {
            queued = !closed && queue.add(pending);
            if (queued && current == null) {
                startEnvironment();
            }
        }
        if (queued) {
            pending.onGivenUp(queue);
        } else if (pending.claim()) {
            pending.throttle();
        }
        return pending.outcome();
    }

    /**
     * What the handler declares, as soon as it has been chosen; empty if the attempt that runs, or
     * ran last, cannot load it.
     */
    public CompletableFuture<Optional<HandlerDescription>> description() {
        return init.description();
    }

    /**
     * The same after a further attempt where the last one has failed, as an invocation would make
     * it; faults of the handler's declaration stay as they are.
     */
    public CompletableFuture<Optional<HandlerDescription>> initialise() {
        synchronized (lock) {
            if (current == null && !closed && init.mayTryAgain()) {
                startEnvironment();
            }
            return init.description();
        }
    }

    /**
     * How far the latest initialisation has come. A function that was ready stays so while an
     * environment that has ended is replaced, unless that fails.
     */
    public InitState initState() {
        return init.state();
    }

    /**
     * Environments that have ended but still have threads, whose handler ignored its deadline for
     * one: Java cannot end them, only the end of the process does.
     */
    public int abandonedEnvironments() {
        return ended.alive();
    }

    /** Invocations that wait or run, also those whose caller has given up. */
    public int unfinishedInvocations() {
        return unfinished.count();
    }

    /** Completes when no invocation waits or runs any more. */
    public CompletableFuture<Void> drained() {
        return unfinished.drained();
    }

    /**
     * Refuses what waits and ends the environment, with its shutdown hooks; a handler that runs is
     * left to its deadline.
     */
    @Override
    public void close() {
        ExecutionEnvironment last;
        List<PendingInvocation> waiting;
        synchronized (lock) {
            closed = true;
            last = current;
            current = null;
            waiting = queue.drain();
            if (last != null) {
                ended.add(last.threads());
            }
        }
        init.abandoned();
        for (var pending : waiting) {
            pending.throttle();
        }
        if (last != null) {
            last.retire();
        }
    }

    /** What failed before runs as part of an invocation on AWS, under the function's timeout. */
    private void startEnvironment() {
        var limits = settings.limits();
        var limit = init.mayTryAgain() ? limits.timeout() : limits.initTimeout();
        init.begun();
        var environment = new ExecutionEnvironment(settings, process, queue, this, ofLast);
        ofLast = null;
        current = environment;
        environment.start(limit);
    }

    private void forget(ExecutionEnvironment environment) {
        current = null;
        ended.add(environment.threads());
        ofLast = environment.traces();
    }

    void ready(Duration took, HandlerDescription handler) {
        init.ready(took, handler);
    }

    /** The environment lives, but each invocation gets the fault. */
    void faulty(Fault fault) {
        init.failed(fault, true);
    }

    /**
     * The environment is gone; those who wait get its error, and the next invocation tries again.
     */
    void initFailed(
            ExecutionEnvironment environment, Fault fault, Function<Invocation, Outcome> errorFor) {
        List<PendingInvocation> waiting;
        synchronized (lock) {
            if (current != environment) {
                return;
            }
            forget(environment);
            init.failed(fault, false);
            waiting = queue.drain();
        }
        for (var pending : waiting) {
            environment.refuse(pending, errorFor.apply(pending.invocation()));
        }
    }

    /**
     * The environment has ended.
     *
     * @param inUse whether it had an invocation: the next one should not have to wait for another
     *     environment. One that ended by itself may do so again, so its successor waits for work.
     */
    void replace(ExecutionEnvironment environment, boolean inUse) {
        synchronized (lock) {
            if (current != environment) {
                return;
            }
            forget(environment);
            if (inUse || !queue.isEmpty()) {
                startEnvironment();
            }
        }
    }
}
