package dev.kiln.runtime.environment;

import dev.kiln.runtime.Concurrency;
import dev.kiln.runtime.ErrorPayload;
import dev.kiln.runtime.FunctionSettings;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.Outcome.Stage;
import dev.kiln.runtime.handler.LoadResult.Consequence;
import dev.kiln.runtime.handler.LoadResult.Fault;
import dev.kiln.runtime.handler.LoadResult.Loaded;
import dev.kiln.runtime.logging.EnvironmentLog;
import dev.kiln.runtime.logging.InvocationLog;
import dev.kiln.runtime.remains.ProcessTraces;
import dev.kiln.runtime.seam.Handler;
import dev.kiln.runtime.threads.FunctionThreads;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One isolated copy of a function: class loader, instance, and the single thread on which they were
 * made and run. It takes invocations from the queue one at a time, as AWS's runtime asks for the
 * next one.
 */
final class ExecutionEnvironment implements Runnable {

    private final FunctionSettings settings;
    private final HostProcess process;
    private final InvocationQueue queue;
    private final EnvironmentPool pool;
    private final EnvironmentLog log;
    private final InvocationLog invocationLog;
    private final InitDeadline initDeadline;
    private Duration initLimit = Duration.ZERO;
    private final Lifecycle lifecycle = new Lifecycle();
    private final ShutdownHooks hooks = new ShutdownHooks();
    private final FunctionWorld world;
    private final FailureReporter failures;
    private final HandlerCall call;
    private final Thread thread;
    private final FunctionThreads threads;
    private final ProcessTraces traces;
    private final RuntimeLoops loops;
    private final CompletableFuture<Void> hasLeft = new CompletableFuture<>();
    private Optional<AutoCloseable> toClose = Optional.empty();
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
        world = new FunctionWorld(settings, process.loaders().next(), process.settled(), log);
        failures = new FailureReporter(log, world, settings.code().taskRoot().toString());
        call = new HandlerCall(settings, failures);
        thread = FunctionThreads.main(this, world.functionLoader());
        threads = new FunctionThreads(thread, world.functionLoader());
        traces = new ProcessTraces(world.functionLoader());
        loops = new RuntimeLoops(concurrency(), log, threads, this::loop);
    }

    private RuntimeLoop loop(EnvironmentLog itsLog) {
        return new RuntimeLoop(
                this,
                settings,
                queue,
                lifecycle,
                itsLog,
                concurrency().isShared() ? new HandlerCall(settings, failures) : call,
                process.deadlines(),
                process.handlerPriority());
    }

    private Concurrency concurrency() {
        return settings.limits().concurrency();
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
        process.handlerPriority().lower();
        try {
            var handler = initialise();
            if (handler != null) {
                loops.serve(handler);
            }
            if (lifecycle.isRetired()) {
                takeLeave();
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

    /** What a function may do before its process ends; the host does not wait for ever. */
    private void takeLeave() {
        Thread.interrupted();
        try {
            if (toClose.isPresent()) {
                toClose.get().close();
            }
        } catch (Throwable e) {
            failures.logAtTheEnd(e);
        }
        hooks.runOnce();
        hasLeft.complete(null);
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
        if (result instanceof Fault fault && ends(fault)) {
            endInitialising(fault);
            return null;
        }
        if (concurrency().isShared()) {
            world.logNotice(
                    "Starting "
                            + concurrency().sharedThreads()
                            + " concurrent function handler threads.");
        }
        toClose = result instanceof Loaded loaded ? loaded.toClose() : Optional.empty();
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

    private boolean ends(Fault fault) {
        return fault.consequence() == Consequence.ENVIRONMENT_ENDS
                || (fault.consequence() == Consequence.ENVIRONMENT_ENDS_UNLESS_SHARED
                        && !concurrency().isShared());
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

    boolean isIdle() {
        return lifecycle.isIdle();
    }

    /** Whether it is about to take invocations: how many more than those that run. */
    int free() {
        return lifecycle.free(concurrency().invocationsPerEnvironment());
    }

    List<RuntimeLoop> loops() {
        return loops.live();
    }

    /** Of the invocation that runs, or ran last; null in shared mode, where there may be more. */
    @Nullable String traceHeader() {
        return call.traceHeader();
    }

    /** One of its threads takes no more, perhaps not what it was woken for. */
    void left() {
        pool.left();
    }

    /** One of its threads has had nothing to do for long. */
    void idle() {
        if (lifecycle.isIdle() && pool.retires(this)) {
            retire();
        }
    }

    /** The invocation that has just been answered was its last one. */
    void ended() {
        pool.replace(this, true);
        hooks.runOnce();
    }

    void heapExhausted() {
        process.heapExhausted().run();
    }

    /** The thread's invocation has been answered at its deadline; its handler may go on. */
    void timedOut(RuntimeLoop loop) {
        if (concurrency().isShared()) {
            // The others have nothing to do with it.
            pool.lost(loop);
            loops.replace(loop);
        } else {
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
            for (var execution : cut) {
                execution.complete(ErrorPayload.exited(execution.invocation().requestId(), status));
            }
        } finally {
            threads.interrupt();
            if (lifecycle.wasInitialised()) {
                pool.replace(this, !cut.isEmpty());
            } else {
                fail(
                        "The function ended its process with exit status "
                                + status
                                + " while it was initialised",
                        invocation ->
                                ErrorPayload.exited(invocation.requestId(), status)
                                        .at(Stage.INITIALISATION));
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

    /**
     * Takes no more invocations. When those that run have ended the handler is closed and the
     * shutdown hooks run, on its own thread.
     *
     * @return completes when that is done, or at once where something runs that may take its time
     */
    CompletableFuture<Void> retire() {
        switch (lifecycle.retire()) {
            case INITIALISING -> thread.interrupt();
            case IDLE -> {
                loops.interruptIdle();
                return hasLeft.copy();
            }
            case BUSY -> loops.interruptIdle();
            case TOO_LATE -> {}
        }
        return CompletableFuture.completedFuture(null);
    }

    private void close() {
        initDeadline.end();
        // They may need classes that have not been loaded yet.
        hooks.await();
        threads.interrupt();
        traces.remove();
        pool.cleaned(this);
        world.close();
        hasLeft.complete(null);
    }
}
