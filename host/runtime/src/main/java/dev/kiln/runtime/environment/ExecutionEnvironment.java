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
import java.util.List;
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
    private final DeadlineWatch deadlines;
    private final Lifecycle lifecycle = new Lifecycle();
    private final ShutdownHooks hooks = new ShutdownHooks();
    private final FunctionWorld world;
    private final FailureReporter failures;
    private final HandlerCall call;
    private final Thread thread;
    private final FunctionThreads threads;
    private final ProcessTraces traces;
    private List<ProcessTraces> predecessors;

    ExecutionEnvironment(
            FunctionSettings settings,
            HostProcess process,
            InvocationQueue queue,
            EnvironmentPool pool,
            List<ProcessTraces> predecessors) {
        this.settings = settings;
        this.predecessors = predecessors;
        this.process = process;
        this.queue = queue;
        this.pool = pool;
        log = new EnvironmentLog(process.console());
        invocationLog = new InvocationLog(log, settings);
        initDeadline = new InitDeadline(process.deadlines(), process.initTurns(), this);
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

    /** How long it has been initialising. */
    Duration initialisingSince() {
        return initDeadline.sinceBegin();
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
        try {
            initDeadline.begin(initLimit);
        } catch (InterruptedException e) {
            return null;
        }
        var startedAt = System.nanoTime();
        for (var predecessor : predecessors) {
            // One that was abandoned never came to remove them itself.
            predecessor.remove();
        }
        predecessors = List.of();
        ProcessDefaults.apply(settings.variables());
        call.publishTrace(Optional.empty());
        var result = world.load(new FunctionServices(settings, log, hooks, this));
        initDeadline.end();
        // No switch over the types: its first run costs a start some 20 ms.
        if (result instanceof Fault fault && fault.consequence() == Consequence.ENVIRONMENT_ENDS) {
            endInitialising(fault);
            return null;
        }
        var took = Duration.ofNanos(System.nanoTime() - startedAt);
        if (!lifecycle.serve(took)) {
            return null;
        }
        if (result instanceof Fault fault) {
            pool.faulty(this, fault);
            return (_, _, _) -> {
                throw new FaultyHandlerException(fault);
            };
        }
        var loaded = (Loaded) result;
        pool.ready(this, took, loaded.description());
        return loaded.handler();
    }

    private void endInitialising(Fault fault) {
        if (!lifecycle.failInitialising()) {
            return;
        }
        failures.log(fault);
        var error = ErrorPayload.ofFault(fault.message(), fault.cause());
        pool.initFailed(this, fault, _ -> error);
        hooks.runOnce();
    }

    private void serve(Handler handler) {
        while (!lifecycle.hasEnded()) {
            try {
                var execution = next();
                if (execution != null) {
                    serve(handler, execution);
                }
            } catch (InterruptedException e) {
                // Ended while idle, or a thread of the function interrupts its main thread:
                // nothing runs, nothing is lost.
            }
        }
        pool.left();
    }

    private @Nullable Execution next() throws InterruptedException {
        var execution = queue.poll(this);
        if (execution != null || lifecycle.hasEnded()) {
            return execution;
        }
        log.flush();
        var taken = queue.take(this, settings.limits().concurrency().idleTimeout());
        if (taken == null && !lifecycle.hasEnded() && pool.retires(this)) {
            retire();
        }
        return taken;
    }

    @Override
    public @Nullable Execution begin(PendingInvocation pending) {
        return lifecycle.begin(
                pending,
                (claimed, initDuration) ->
                        new Execution(
                                claimed,
                                limitOf(claimed.invocation()),
                                initDuration,
                                invocationLog));
    }

    /** Whether it is about to take the next invocation, or waits for one. */
    boolean isFree() {
        return lifecycle.isFree();
    }

    @Nullable String traceHeader() {
        return call.traceHeader();
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
        if (!lifecycle.complete(execution, ended.endsEnvironment())) {
            return;
        }
        deadlines.release();
        execution.complete(ended.outcome(), !ended.endsEnvironment() && !queue.isEmpty());
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
        if (!lifecycle.timeOut(execution)) {
            return;
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
        if (!lifecycle.failInitialising()) {
            return;
        }
        threads.interrupt();
        var message = "Initialisation timed out after " + ErrorPayload.seconds(limit) + " seconds";
        fail(message, _ -> new Outcome.TimedOut(limit));
    }

    /** The function ends its process, on whatever thread of its own. */
    void exit(int status, boolean runHooks) {
        var first = lifecycle.exit(status, !runHooks);
        if (!runHooks || hooks.runOnce()) {
            exited(first);
        }
    }

    private void exited(int status) {
        var cut = lifecycle.takeRunning();
        try {
            if (cut.isPresent()) {
                var execution = cut.get();
                execution.complete(ErrorPayload.exited(execution.invocation().requestId(), status));
            }
        } finally {
            threads.interrupt();
            if (lifecycle.wasInitialised()) {
                pool.replace(this, cut.isPresent());
            } else {
                fail(
                        "The function ended its process with exit status "
                                + status
                                + " while it was initialised",
                        invocation -> ErrorPayload.exited(invocation.requestId(), status));
            }
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
        var retirement = lifecycle.retire();
        if (retirement == Lifecycle.Retirement.TOO_LATE) {
            return;
        }
        hooks.runOnce();
        if (retirement == Lifecycle.Retirement.IDLE) {
            threads.interrupt();
        }
    }

    private void close() {
        log.flush();
        initDeadline.end();
        deadlines.close();
        // They may need classes that have not been loaded yet.
        hooks.await();
        threads.interrupt();
        traces.remove();
        pool.cleaned(this);
        world.close();
    }
}
