package dev.kiln.runtime.environment;

import dev.kiln.runtime.ErrorPayload;
import dev.kiln.runtime.FunctionSettings;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.environment.FailureReporter.Failure;
import dev.kiln.runtime.handler.HandlerLoader;
import dev.kiln.runtime.handler.LoadResult;
import dev.kiln.runtime.handler.LoadResult.Consequence;
import dev.kiln.runtime.handler.LoadResult.Fault;
import dev.kiln.runtime.isolation.HandlerClassLoader;
import dev.kiln.runtime.logging.EnvironmentLog;
import dev.kiln.runtime.logging.InvocationLog;
import dev.kiln.runtime.logging.LogFormat;
import dev.kiln.runtime.seam.Handler;
import dev.kiln.runtime.seam.InvocationContext;
import dev.kiln.runtime.seam.LambdaBridge;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One isolated copy of a function: class loader, instance, and the single thread on which they were
 * made and run. It takes invocations from the queue one at a time, as AWS's runtime asks for the
 * next one.
 */
final class ExecutionEnvironment {

    private static final String TRACE_PROPERTY = "com.amazonaws.xray.traceHeader";

    private final FunctionSettings settings;
    private final HostProcess process;
    private final InvocationQueue queue;
    private final EnvironmentPool pool;
    private final EnvironmentLog log;
    private final InvocationLog invocationLog;
    private final DeadlineWatch deadlines;
    private final ShutdownHooks hooks = new ShutdownHooks();
    private final FailureReporter failures;
    private final HandlerClassLoader functionLoader;
    private final Thread thread;

    private final Object lock = new Object();
    private @Nullable Execution running;
    private boolean retired;
    private boolean initialised;
    private Optional<Duration> initDuration = Optional.empty();
    private @Nullable Future<?> initDeadline;
    private volatile @Nullable LambdaBridge bridge;

    ExecutionEnvironment(
            FunctionSettings settings,
            HostProcess process,
            InvocationQueue queue,
            EnvironmentPool pool) {
        this.settings = settings;
        this.process = process;
        this.queue = queue;
        this.pool = pool;
        log = new EnvironmentLog(process.console());
        invocationLog = new InvocationLog(log, settings);
        deadlines = new DeadlineWatch(process.deadlines(), this::timedOut);
        failures =
                new FailureReporter(log, this::logFailure, settings.code().taskRoot().toString());
        functionLoader = new HandlerClassLoader(settings.code(), process.loaders().next(), log);
        // AWS runs initialisation and all invocations on the JVM's main thread; functions can read
        // its name.
        thread = new Thread(() -> log.runAs(this::live), "main");
        thread.setContextClassLoader(functionLoader);
    }

    /** Begins to initialise the function, on the environment's own thread. */
    void start(Duration initLimit) {
        synchronized (lock) {
            initDeadline = process.deadlines().after(initLimit, () -> initTimedOut(initLimit));
        }
        thread.start();
    }

    private void live() {
        try {
            var handler = initialise();
            if (handler != null) {
                serve(handler);
            }
        } finally {
            close();
        }
    }

    /** The handler, or null if the environment has ended meanwhile. */
    private @Nullable Handler initialise() {
        var startedAt = System.nanoTime();
        var result = load();
        var took = Duration.ofNanos(System.nanoTime() - startedAt);
        synchronized (lock) {
            cancelInitDeadline();
            if (retired) {
                return null;
            }
            initialised = true;
            initDuration = Optional.of(took);
        }
        return switch (result) {
            case LoadResult.Loaded(var handler, var description) -> {
                pool.ready(took, description);
                yield handler;
            }
            case Fault fault when fault.consequence() == Consequence.EACH_INVOCATION_FAILS -> {
                pool.faulty(fault);
                yield (_, _, _) -> {
                    throw new FaultyHandlerException(fault);
                };
            }
            case Fault fault -> {
                retire();
                failures.log(fault);
                var error = ErrorPayload.ofFault(fault.message(), fault.cause());
                pool.initFailed(this, fault, _ -> error);
                yield null;
            }
        };
    }

    private LoadResult load() {
        try {
            ProcessDefaults.apply(settings.variables());
            publishTrace(Optional.empty());
            var made =
                    (LambdaBridge)
                            functionLoader
                                    .getParent()
                                    .loadClass("dev.kiln.runtime.bridge.Bridge")
                                    .getConstructor()
                                    .newInstance();
            bridge = made;
            made.install(
                    new FunctionServices(settings, log, hooks, this::exited),
                    functionLoader,
                    settings.logFormat() == LogFormat.JSON,
                    settings.logLevel().name());
            return new HandlerLoader(functionLoader, made, log::errorLine).load(settings.handler());
        } catch (Throwable e) {
            // Whatever it is, those who wait must hear of it.
            return new Fault(e.toString(), Optional.of(e), Consequence.ENVIRONMENT_ENDS);
        }
    }

    private void cancelInitDeadline() {
        if (initDeadline != null) {
            initDeadline.cancel(false);
            initDeadline = null;
        }
    }

    private void serve(Handler handler) {
        while (!isRetired()) {
            PendingInvocation next;
            try {
                next = queue.take();
            } catch (InterruptedException e) {
                // Retired while idle, or a thread of the function interrupts its main thread:
                // nothing runs, nothing is lost.
                continue;
            }
            if (next.claim()) {
                run(handler, next);
            }
        }
    }

    private void run(Handler handler, PendingInvocation pending) {
        var execution = begin(pending);
        if (execution == null) {
            pool.requeue(pending);
            return;
        }
        var invocation = pending.invocation();
        var limit = settings.limits().maxResultBytes();
        var result = new ResultBuffer.ByteArrayOutputStream(limit);
        Outcome outcome;
        @Nullable Failure failure = null;
        try {
            publishTrace(invocation.traceHeader());
            handler.handle(invocation.event(), result, contextOf(execution));
            outcome =
                    result.exceeded()
                            ? ErrorPayload.resultTooLarge(limit)
                            : new Outcome.Succeeded(result.toByteArray());
        } catch (Throwable e) {
            failure = failures.report(e, execution);
            outcome = failure.outcome();
        } finally {
            // AWS's runtime clears the flag after a success; after a failure too it would only hit
            // the next caller.
            Thread.interrupted();
        }
        if (execution.end()) {
            finish(execution, outcome, failure);
        }
    }

    private @Nullable Execution begin(PendingInvocation pending) {
        Execution execution;
        synchronized (lock) {
            if (retired) {
                return null;
            }
            execution =
                    new Execution(
                            pending, limitOf(pending.invocation()), initDuration, invocationLog);
            initDuration = Optional.empty();
            running = execution;
        }
        execution.begin();
        deadlines.watch(execution);
        return execution;
    }

    private Duration limitOf(Invocation invocation) {
        var timeout = settings.limits().timeout();
        if (invocation.latestEnd().isEmpty()) {
            return timeout;
        }
        var left = invocation.latestEnd().get().toEpochMilli() - System.currentTimeMillis();
        return Duration.ofMillis(Math.clamp(left, 0, timeout.toMillis()));
    }

    private void finish(Execution execution, Outcome outcome, @Nullable Failure failure) {
        var ends = failure != null && failure.endsEnvironment();
        synchronized (lock) {
            running = null;
            retired |= ends;
        }
        deadlines.release();
        execution.complete(outcome);
        if (ends) {
            pool.replace(this);
        }
        if (failure != null && failure.heapExhausted()) {
            process.heapExhausted().run();
        }
    }

    private InvocationContext contextOf(Execution execution) {
        var invocation = execution.invocation();
        return new InvocationContext(
                invocation.requestId(),
                invocation.invokedFunctionArn(),
                System.currentTimeMillis() + execution.limit().toMillis(),
                invocation.clientContext().orElse(null),
                invocation.identity().orElse(null),
                invocation.tenantId().orElse(null),
                invocation.traceHeader().orElse(null),
                !settings.ownsProcess());
    }

    /**
     * AWS sets the property before each invocation; it is one for the process, so only a function
     * alone in it gets it.
     */
    private void publishTrace(Optional<String> header) {
        if (settings.ownsProcess()) {
            if (header.isPresent()) {
                System.setProperty(TRACE_PROPERTY, header.get());
            } else {
                System.clearProperty(TRACE_PROPERTY);
            }
        }
    }

    private void logFailure(String text) {
        var made = bridge;
        if (made == null) {
            log.errorLine(text.stripTrailing());
        } else {
            made.logFailure(text);
        }
    }

    private void timedOut(Execution execution) {
        if (!execution.end()) {
            return;
        }
        synchronized (lock) {
            retired = true;
            running = null;
        }
        execution.complete(new Outcome.TimedOut(execution.limit()));
        // A handler that ignores this keeps its thread for ever; it never gets another invocation.
        thread.interrupt();
        pool.abandoned(this);
    }

    private void initTimedOut(Duration limit) {
        synchronized (lock) {
            if (initialised || retired) {
                return;
            }
            retired = true;
        }
        thread.interrupt();
        initFailed(
                "Initialisation timed out after " + ErrorPayload.seconds(limit) + " seconds",
                invocation -> ErrorPayload.timedOut(invocation.requestId(), limit));
    }

    private void initFailed(String message, Function<Invocation, Outcome> errorFor) {
        var fault = new Fault(message, Optional.empty(), Consequence.ENVIRONMENT_ENDS);
        pool.initFailed(this, fault, errorFor);
    }

    /** The function has asked to end its process, on whatever thread of its own. */
    private void exited(int status) {
        Execution ended;
        boolean whileInitialising;
        synchronized (lock) {
            if (retired) {
                return;
            }
            retired = true;
            ended = running;
            running = null;
            whileInitialising = !initialised;
        }
        if (whileInitialising) {
            initFailed(
                    "The function ended its process with exit status "
                            + status
                            + " while it was initialised",
                    invocation -> ErrorPayload.exited(invocation.requestId(), status));
        } else {
            if (ended != null && ended.end()) {
                ended.complete(ErrorPayload.exited(ended.invocation().requestId(), status));
            }
            pool.replace(this);
        }
        if (Thread.currentThread() != thread) {
            thread.interrupt();
        }
    }

    private boolean isRetired() {
        synchronized (lock) {
            return retired;
        }
    }

    /** Takes no more invocations; one that runs goes on. */
    void retire() {
        synchronized (lock) {
            retired = true;
            if (running == null && Thread.currentThread() != thread) {
                thread.interrupt();
            }
        }
    }

    /** Runs the function's shutdown hooks, as the end of its process would. */
    void runShutdownHooks() {
        hooks.runOnce();
    }

    private void close() {
        deadlines.close();
        synchronized (lock) {
            cancelInitDeadline();
        }
        try {
            functionLoader.close();
        } catch (IOException e) {
            log.errorLine("Cannot close the jars of function '" + settings.name() + "': " + e);
        }
    }
}
