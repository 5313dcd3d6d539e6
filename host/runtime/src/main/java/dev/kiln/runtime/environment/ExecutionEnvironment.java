package dev.kiln.runtime.environment;

import dev.kiln.runtime.ErrorPayload;
import dev.kiln.runtime.FunctionSettings;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.handler.LoadResult.Consequence;
import dev.kiln.runtime.handler.LoadResult.Fault;
import dev.kiln.runtime.handler.LoadResult.Loaded;
import dev.kiln.runtime.logging.EnvironmentLog;
import dev.kiln.runtime.logging.InvocationLog;
import dev.kiln.runtime.seam.Handler;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One isolated copy of a function: class loader, instance, and the single thread on which they were
 * made and run. It takes invocations from the queue one at a time, as AWS's runtime asks for the
 * next one.
 */
final class ExecutionEnvironment implements Runnable, InvocationQueue.Taker {

    private final FunctionSettings settings;
    private final HostProcess process;
    private final InvocationQueue queue;
    private final EnvironmentPool pool;
    private final EnvironmentLog log;
    private final InvocationLog invocationLog;
    private final InitDeadline initDeadline;
    private Duration initLimit = Duration.ZERO;
    private volatile InitTurns.@Nullable Turn initTurn;
    private final DeadlineWatch deadlines;
    private final ShutdownHooks hooks = new ShutdownHooks();
    private final FunctionWorld world;
    private final FailureReporter failures;
    private final HandlerCall call;
    private final Thread thread;
    private final FunctionThreads threads;
    private final ProcessTraces traces;
    private @Nullable ProcessTraces predecessor;

    // Whoever changes one of these under the lock, handler, deadline or exit, decides; the others
    // find it changed.
    private final Object lock = new Object();
    private Phase phase = Phase.INITIALISING;
    private boolean initialised;
    private @Nullable Execution running;
    private @Nullable Integer exitStatus;
    private Optional<Duration> initDuration = Optional.empty();

    private enum Phase {
        INITIALISING,
        SERVING,
        /** Takes nothing more; an invocation that runs may still end. */
        ENDED
    }

    ExecutionEnvironment(
            FunctionSettings settings,
            HostProcess process,
            InvocationQueue queue,
            EnvironmentPool pool,
            @Nullable ProcessTraces predecessor) {
        this.settings = settings;
        this.predecessor = predecessor;
        this.process = process;
        this.queue = queue;
        this.pool = pool;
        log = new EnvironmentLog(process.console());
        invocationLog = new InvocationLog(log, settings);
        initDeadline = new InitDeadline(process.deadlines(), this);
        deadlines = new DeadlineWatch(process.deadlines(), this);
        world = new FunctionWorld(settings, process.loaders().next(), log);
        failures = new FailureReporter(log, world, settings.code().taskRoot().toString());
        call = new HandlerCall(settings, failures);
        thread = FunctionThreads.main(this, world.functionLoader());
        threads = new FunctionThreads(thread, world.functionLoader());
        traces = new ProcessTraces(world.functionLoader());
    }

    FunctionThreads threads() {
        return threads;
    }

    ProcessTraces traces() {
        return traces;
    }

    /** Begins to initialise the function, on the environment's own thread. */
    void start(Duration initLimit) {
        this.initLimit = initLimit;
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            // The next invocation may find a thread again.
            var message = "Cannot start a thread for the function: " + e.getMessage();
            fail(message, _ -> ErrorPayload.ofFault(message, Optional.of(e)));
        }
    }

    @Override
    public void run() {
        log.runAs(this::live);
    }

    private void live() {
        try {
            var handler = initialise();
            if (handler != null) {
                serve(handler);
            }
        } catch (Throwable e) {
            // Nothing that a function throws comes here. Callers must not wait for a dead thread.
            failures.lastWords(e);
            exit(1, false);
            if (FailureReporter.isHeapExhausted(e)) {
                process.heapExhausted().run();
            }
        } finally {
            close();
        }
    }

    /** The handler, or null if the environment has ended meanwhile. */
    private @Nullable Handler initialise() {
        if (!takeTurn()) {
            return null;
        }
        var startedAt = System.nanoTime();
        if (predecessor != null) {
            // One that was abandoned never came to remove them itself.
            predecessor.remove();
            predecessor = null;
        }
        ProcessDefaults.apply(settings.variables());
        call.publishTrace(Optional.empty());
        var result = world.load(new FunctionServices(settings, log, hooks, this));
        initDeadline.stop();
        endTurn();
        // No switch over the types: its first run costs a start some 20 ms.
        if (result instanceof Fault fault && fault.consequence() == Consequence.ENVIRONMENT_ENDS) {
            endInitialising(fault);
            return null;
        }
        var took = Duration.ofNanos(System.nanoTime() - startedAt);
        synchronized (lock) {
            if (phase != Phase.INITIALISING) {
                return null;
            }
            phase = Phase.SERVING;
            initialised = true;
            initDuration = Optional.of(took);
        }
        if (result instanceof Fault fault) {
            pool.faulty(fault);
            return (_, _, _) -> {
                throw new FaultyHandlerException(fault);
            };
        }
        var loaded = (Loaded) result;
        pool.ready(took, loaded.description());
        return loaded.handler();
    }

    /** Waits for it; false if the environment has been ended meanwhile. */
    private boolean takeTurn() {
        try {
            initTurn = process.initTurns().take();
        } catch (InterruptedException e) {
            return false;
        }
        initDeadline.begin(initLimit);
        return true;
    }

    private void endTurn() {
        var turn = initTurn;
        if (turn != null) {
            turn.end();
        }
    }

    private void endInitialising(Fault fault) {
        synchronized (lock) {
            if (phase != Phase.INITIALISING) {
                return;
            }
            phase = Phase.ENDED;
        }
        failures.log(fault);
        var error = ErrorPayload.ofFault(fault.message(), fault.cause());
        pool.initFailed(this, fault, _ -> error);
        hooks.runOnce();
    }

    private void serve(Handler handler) {
        while (!hasEnded()) {
            try {
                var execution = queue.take(this);
                if (execution != null) {
                    serve(handler, execution);
                }
            } catch (InterruptedException e) {
                // Ended while idle, or a thread of the function interrupts its main thread:
                // nothing runs, nothing is lost.
            }
        }
    }

    private boolean hasEnded() {
        synchronized (lock) {
            return phase == Phase.ENDED;
        }
    }

    @Override
    public @Nullable Execution begin(PendingInvocation pending) {
        synchronized (lock) {
            if (phase != Phase.SERVING) {
                return null;
            }
            var limit = limitOf(pending.invocation());
            var execution = new Execution(pending, limit, initDuration, invocationLog);
            if (!pending.claim()) {
                return null;
            }
            initDuration = Optional.empty();
            running = execution;
            return execution;
        }
    }

    private Duration limitOf(Invocation invocation) {
        var timeout = settings.limits().timeout();
        if (invocation.latestEnd().isEmpty()) {
            return timeout;
        }
        var left = Duration.between(Instant.now(), invocation.latestEnd().get());
        return left.compareTo(timeout) > 0 ? timeout : left.isNegative() ? Duration.ZERO : left;
    }

    private void serve(Handler handler, Execution execution) {
        // One that came while nothing ran, in the moment of taking this invocation, is not for it.
        Thread.interrupted();
        execution.begin();
        deadlines.watch(execution);
        if (execution.hasEnded()) {
            return;
        }
        var ended = call.run(handler, execution);
        synchronized (lock) {
            if (!execution.end()) {
                return;
            }
            running = null;
            if (ended.endsEnvironment()) {
                phase = Phase.ENDED;
            }
        }
        deadlines.release();
        execution.complete(ended.outcome());
        if (ended.endsEnvironment()) {
            pool.replace(this, true);
            hooks.runOnce();
        }
        if (ended.heapExhausted()) {
            process.heapExhausted().run();
        }
    }

    /** The invocation's deadline has passed, or it has ended just now. */
    void timedOut(Execution execution) {
        synchronized (lock) {
            if (running != execution || !execution.end()) {
                return;
            }
            running = null;
            phase = Phase.ENDED;
        }
        try {
            execution.complete(new Outcome.TimedOut(execution.limit()));
        } finally {
            // A handler that ignores this keeps its thread for ever; it gets nothing more to do.
            threads.interrupt();
            pool.replace(this, true);
        }
    }

    /** The initialisation takes too long, or has ended just now. */
    void initTimedOut(Duration limit) {
        synchronized (lock) {
            if (phase != Phase.INITIALISING) {
                return;
            }
            phase = Phase.ENDED;
        }
        endTurn();
        threads.interrupt();
        var message = "Initialisation timed out after " + ErrorPayload.seconds(limit) + " seconds";
        fail(message, _ -> new Outcome.TimedOut(limit));
    }

    /**
     * The function ends its process, on whatever thread of its own; the first status counts, as in
     * a JVM that waits for its hooks.
     */
    void exit(int status, boolean runHooks) {
        int first;
        synchronized (lock) {
            phase = Phase.ENDED;
            first = exitStatus == null || !runHooks ? status : exitStatus;
            exitStatus = first;
        }
        if (!runHooks || hooks.runOnce()) {
            exited(first);
        }
    }

    private void exited(int status) {
        Execution execution;
        synchronized (lock) {
            execution = running;
            running = null;
            if (execution != null && !execution.end()) {
                execution = null;
            }
        }
        try {
            if (execution != null) {
                execution.complete(ErrorPayload.exited(execution.invocation().requestId(), status));
            }
        } finally {
            threads.interrupt();
            if (wasInitialised()) {
                pool.replace(this, execution != null);
            } else {
                fail(
                        "The function ended its process with exit status "
                                + status
                                + " while it was initialised",
                        invocation -> ErrorPayload.exited(invocation.requestId(), status));
            }
        }
    }

    private boolean wasInitialised() {
        synchronized (lock) {
            return initialised;
        }
    }

    private void fail(String message, Function<Invocation, Outcome> errorFor) {
        var fault = new Fault(message, Optional.empty(), Consequence.ENVIRONMENT_ENDS);
        pool.initFailed(this, fault, errorFor);
    }

    /** Answers an invocation that this environment was meant to run. */
    void refuse(PendingInvocation pending, Outcome outcome) {
        new Execution(pending, Duration.ZERO, Optional.empty(), invocationLog).complete(outcome);
    }

    /** Runs the shutdown hooks and takes no more invocations; one that runs goes on. */
    void retire() {
        boolean idle;
        synchronized (lock) {
            if (phase == Phase.ENDED) {
                return;
            }
            phase = Phase.ENDED;
            idle = running == null;
        }
        hooks.runOnce();
        if (idle) {
            threads.interrupt();
        }
    }

    private void close() {
        initDeadline.stop();
        endTurn();
        deadlines.close();
        // They may need classes that have not been loaded yet.
        hooks.await();
        threads.interrupt();
        traces.remove();
        world.close();
    }
}
