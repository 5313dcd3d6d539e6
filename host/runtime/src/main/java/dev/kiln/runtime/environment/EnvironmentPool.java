package dev.kiln.runtime.environment;

import dev.kiln.runtime.FunctionSettings;
import dev.kiln.runtime.HandlerDescription;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Invoker;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.handler.LoadResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
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
    private final AtomicInteger unfinished = new AtomicInteger();
    private final AtomicInteger abandoned = new AtomicInteger();

    private final Object lock = new Object();
    private @Nullable ExecutionEnvironment current;
    private CompletableFuture<Optional<HandlerDescription>> description = new CompletableFuture<>();
    private InitState initState = new InitState.Initialising();
    private int failedInits;
    private boolean closed;
    private @Nullable CompletableFuture<Void> drained;

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
            pool.startEnvironment(settings.limits().initTimeout());
        }
        return pool;
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation) {
        var pending = new PendingInvocation(invocation);
        unfinished.incrementAndGet();
        pending.outcome().whenComplete((_, _) -> finished());
        enqueue(pending);
        return pending.outcome();
    }

    /** Queues an invocation for an environment that will certainly look at it, or throttles it. */
    private void enqueue(PendingInvocation pending) {
        boolean accepted;
        synchronized (lock) {
            if (current == null && !closed) {
                // Initialisation failed before; AWS runs it again as part of this invocation, under
                // the function's timeout.
                startEnvironment(settings.limits().timeout());
            }
            // Under the lock: an initialisation that fails meanwhile must either find the
            // invocation in the queue or be seen to have failed.
            accepted = !closed && queue.offer(pending);
        }
        if (!accepted) {
            InvocationQueue.throttle(pending);
        }
    }

    /** What the handler declares, as soon as it has been chosen; empty if it cannot be loaded. */
    public CompletableFuture<Optional<HandlerDescription>> description() {
        synchronized (lock) {
            return description.copy();
        }
    }

    /** The same, after another attempt without an invocation if the last one failed. */
    public CompletableFuture<Optional<HandlerDescription>> initialise() {
        synchronized (lock) {
            if (current == null && !closed) {
                startEnvironment(settings.limits().initTimeout());
            }
            return description.copy();
        }
    }

    /** How far the latest initialisation has come. */
    public InitState initState() {
        synchronized (lock) {
            return initState;
        }
    }

    /**
     * Environments whose handler ignored its deadline, since the start; some of their threads may
     * have ended meanwhile.
     */
    public int abandonedEnvironments() {
        return abandoned.get();
    }

    /** Invocations that wait or run. */
    public int unfinishedInvocations() {
        return unfinished.get();
    }

    /** Completes when no invocation waits or runs any more. */
    public CompletableFuture<Void> drained() {
        synchronized (lock) {
            var future = drained;
            if (future == null) {
                future = new CompletableFuture<>();
                drained = future;
            }
            if (unfinished.get() == 0) {
                future.complete(null);
            }
            return future;
        }
    }

    /** Refuses what waits and ends the environment; a handler that runs is left to its deadline. */
    @Override
    public void close() {
        ExecutionEnvironment last;
        synchronized (lock) {
            closed = true;
            last = current;
            current = null;
        }
        for (var pending : queue.drain()) {
            if (pending.claim()) {
                pending.outcome()
                        .complete(new Outcome.Throttled(Duration.ofNanos(pending.waitedNanos())));
            }
        }
        if (last != null) {
            last.retire();
            last.runShutdownHooks();
        }
    }

    private void finished() {
        if (unfinished.decrementAndGet() == 0) {
            synchronized (lock) {
                if (drained != null) {
                    drained.complete(null);
                }
            }
        }
    }

    private void startEnvironment(Duration initLimit) {
        var environment = new ExecutionEnvironment(settings, process, queue, this);
        current = environment;
        if (initState instanceof InitState.Failed) {
            // This attempt may choose a handler yet.
            description = new CompletableFuture<>();
        }
        environment.start(initLimit);
    }

    void ready(Duration took, HandlerDescription handler) {
        CompletableFuture<Optional<HandlerDescription>> awaited;
        synchronized (lock) {
            initState = new InitState.Ready(took);
            awaited = description;
        }
        awaited.complete(Optional.of(handler));
    }

    /** The environment lives, but each invocation gets the fault. */
    void faulty(LoadResult.Fault fault) {
        failed(fault, true);
    }

    /**
     * The environment is gone; those who wait get its error, and the next invocation tries again.
     */
    void initFailed(
            ExecutionEnvironment environment,
            LoadResult.Fault fault,
            Function<Invocation, Outcome> errorFor) {
        List<PendingInvocation> waiting;
        synchronized (lock) {
            if (current == environment) {
                current = null;
            }
            waiting = queue.drain();
        }
        failed(fault, false);
        for (var pending : waiting) {
            if (pending.claim()) {
                pending.outcome().complete(errorFor.apply(pending.invocation()));
            }
        }
    }

    private void failed(LoadResult.Fault fault, boolean lasting) {
        CompletableFuture<Optional<HandlerDescription>> awaited;
        synchronized (lock) {
            failedInits++;
            var type = fault.cause().map(cause -> cause.getClass().getName()).orElse("");
            initState = new InitState.Failed(fault.message(), type, failedInits, lasting);
            awaited = description;
        }
        awaited.complete(Optional.empty());
    }

    /**
     * The environment has ended after an invocation; the next one must not wait for it to be
     * missed.
     */
    void replace(ExecutionEnvironment ended) {
        synchronized (lock) {
            if (current == ended && !closed) {
                startEnvironment(settings.limits().initTimeout());
            }
        }
    }

    void abandoned(ExecutionEnvironment environment) {
        abandoned.incrementAndGet();
        replace(environment);
    }

    /** An environment took an invocation and ended before it could run it. */
    void requeue(PendingInvocation claimed) {
        var again = new PendingInvocation(claimed.invocation());
        again.outcome().whenComplete((outcome, _) -> claimed.outcome().complete(outcome));
        enqueue(again);
    }
}
