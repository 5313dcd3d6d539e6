package dev.kiln.runtime.environment;

import dev.kiln.runtime.Concurrency;
import dev.kiln.runtime.ErrorPayload;
import dev.kiln.runtime.ErrorType;
import dev.kiln.runtime.FunctionSettings;
import dev.kiln.runtime.HandlerDescription;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.clock.Alarm;
import dev.kiln.runtime.clock.Deadlines;
import dev.kiln.runtime.environment.InvocationQueue.Admission;
import dev.kiln.runtime.handler.LoadResult.Fault;
import dev.kiln.runtime.remains.EndedEnvironments;
import dev.kiln.runtime.remains.LeakWatch;
import dev.kiln.runtime.remains.ProcessTraces;
import dev.kiln.runtime.report.InitReport;
import dev.kiln.runtime.report.InvocationReport;
import dev.kiln.runtime.report.Reports;
import dev.kiln.runtime.threads.FunctionThreads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Runs a function's invocations in the order in which they came, one at a time in each of its
 * environments, or in shared mode as many as an environment has threads. Further environments are
 * made while invocations wait that no environment is about to take, and retired when they have been
 * idle for long. One that has ended is replaced; where the only one failed to initialise, it is
 * tried again with the next invocation.
 */
public final class EnvironmentPool implements Environments {

    /** How long somebody waits before another environment is made for him. */
    private static final Duration SHORTAGE = Duration.ofMillis(5);

    /** For a handler that is closed and its shutdown hooks, which have 2 s of it. */
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(4);

    private static final int MOST_AT_ONCE =
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private final FunctionSettings settings;
    private final HostProcess process;
    private final Reports reports;
    private final InvocationQueue queue;
    private final InitProgress init = new InitProgress();
    private final LeakWatch leaks;
    private final EndedEnvironments ended;
    private final Unfinished unfinished = new Unfinished();

    // Taken before the queue's and an environment's own locks, never after.
    private final Object lock = new Object();
    private final Set<ExecutionEnvironment> environments = new LinkedHashSet<>();
    private final Set<ExecutionEnvironment> initialising = new HashSet<>();
    private final Deque<ProcessTraces> ofEnded = new ArrayDeque<>();
    private final Backoff growth = new Backoff();
    private final Shortage shortage;
    private boolean closed;

    private EnvironmentPool(FunctionSettings settings, HostProcess process, LeakWatch leaks) {
        this.leaks = leaks;
        this.settings = settings;
        this.process = process;
        reports = process.reports();
        ended = new EndedEnvironments(process.deadlines());
        queue =
                new InvocationQueue(
                        settings.limits().maxWaiting(),
                        settings.limits().maxWait(),
                        process.deadlines());
        shortage = new Shortage(process.deadlines());
    }

    /** Begins to initialise the provisioned environments at once, each on its own thread. */
    public static EnvironmentPool start(FunctionSettings settings, HostProcess process) {
        return start(
                settings,
                process,
                new LeakWatch(settings.name(), process.console(), process.deadlines()));
    }

    static EnvironmentPool start(FunctionSettings settings, HostProcess process, LeakWatch leaks) {
        var pool = new EnvironmentPool(settings, process, leaks);
        synchronized (pool.lock) {
            for (var i = 0; i < pool.concurrency().provisioned(); i++) {
                pool.startEnvironment();
            }
        }
        return pool;
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation) {
        var pending = new PendingInvocation(settings.name(), invocation, reports, unfinished);
        unfinished.begun();
        var admission = Admission.REFUSED;
        synchronized (lock) {
            if (!closed) {
                admission = queue.add(pending);
            }
            if (environments.isEmpty()) {
                grow();
            } else if (admission == Admission.WAITS) {
                shortage.ringBy(Deadlines.nanosIn(SHORTAGE));
            }
        }
        if (admission != Admission.REFUSED) {
            pending.onGivenUp(queue);
        } else if (pending.claim()) {
            pending.throttle();
        }
        return pending.outcome();
    }

    @Override
    public CompletableFuture<Optional<HandlerDescription>> description() {
        return init.description();
    }

    @Override
    public CompletableFuture<Optional<HandlerDescription>> initialise() {
        synchronized (lock) {
            if (environments.isEmpty() && !closed && init.mayTryAgain()) {
                startEnvironment();
            }
            return init.description();
        }
    }

    @Override
    public InitState initState() {
        return init.state();
    }

    /**
     * Environments that have ended but still have threads, whose handler ignored its deadline for
     * one: Java cannot end them, only the end of the process does. Looks at all threads.
     */
    public int abandonedEnvironments() {
        return ended.alive();
    }

    @Override
    public int lostThreads() {
        return ended.lostThreads();
    }

    @Override
    public Occupancy occupancy() {
        synchronized (lock) {
            var idle = 0;
            for (var environment : environments) {
                idle += environment.isIdle() ? 1 : 0;
            }
            var initialises = initialising.size();
            return new Occupancy(
                    initialises,
                    idle,
                    // One that becomes ready at this moment has been counted twice.
                    Math.max(0, environments.size() - initialises - idle),
                    queue.size(),
                    unfinished.count());
        }
    }

    /** Environments that initialise, serve or wait for work. */
    public int environments() {
        synchronized (lock) {
            return environments.size();
        }
    }

    /** Invocations that wait or run, also those whose caller has given up. */
    public int unfinishedInvocations() {
        return unfinished.count();
    }

    @Override
    public void refused(String requestId) {
        reports.add(
                new InvocationReport(
                        settings.name(),
                        requestId,
                        Optional.of(ErrorType.BAD_FUNCTION_CODE),
                        Duration.ZERO,
                        Duration.ZERO,
                        Optional.empty()));
    }

    @Override
    public CompletableFuture<Void> drained() {
        return unfinished.drained();
    }

    @Override
    public void close() {
        List<ExecutionEnvironment> last;
        List<PendingInvocation> waiting;
        synchronized (lock) {
            closed = true;
            last = List.copyOf(environments);
            environments.clear();
            waiting = queue.drain();
            for (var environment : last) {
                ended.add(environment.threads());
            }
        }
        init.abandoned();
        for (var pending : waiting) {
            pending.throttle();
        }
        awaitEnds(last.stream().map(ExecutionEnvironment::retire).toList());
    }

    private void awaitEnds(List<CompletableFuture<Void>> ends) {
        try {
            CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new))
                    .get(PATIENCE_AT_THE_END.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            process.console()
                    .errorLine(
                            "Function '"
                                    + settings.name()
                                    + "' is left without an end of its clean-up, which has taken "
                                    + ErrorPayload.seconds(PATIENCE_AT_THE_END)
                                    + " s.");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Concurrency concurrency() {
        return settings.limits().concurrency();
    }

    private boolean mayGrow() {
        return !closed && environments.size() < concurrency().limit();
    }

    /**
     * Makes another environment if more invocations wait than environments are free or about to be.
     * Those that work go on taking what waits, so nobody waits for the new one who is served sooner
     * otherwise; and only so many are made at once that those that work keep processors to work on.
     */
    private void grow() {
        if (!mayGrow()
                || initialising.size() >= MOST_AT_ONCE
                || (!environments.isEmpty() && !growth.isOver())) {
            return;
        }
        // In this order: one that takes an invocation meanwhile counts as free, and that as taken.
        var prepared = initialising.size() * concurrency().invocationsPerEnvironment() + free();
        if (queue.size() > prepared) {
            startEnvironment();
        }
    }

    private int free() {
        var free = 0;
        for (var environment : environments) {
            free += environment.free();
        }
        return free;
    }

    /** What failed before runs as part of an invocation on AWS, under the function's timeout. */
    private void startEnvironment() {
        var limits = settings.limits();
        var limit = init.mayTryAgain() ? limits.timeout() : limits.initTimeout();
        init.begun();
        var traces = List.copyOf(ofEnded);
        ofEnded.clear();
        var environment = new ExecutionEnvironment(settings, process, queue, this, traces);
        environments.add(environment);
        initialising.add(environment);
        environment.start(limit);
    }

    /** False if it has been forgotten before. */
    private boolean forget(ExecutionEnvironment environment) {
        initialising.remove(environment);
        if (!environments.remove(environment)) {
            return false;
        }
        environment.loops().forEach(queue::forget);
        ended.add(environment.threads());
        ofEnded.add(environment.traces());
        leaks.add(environment.traces().functionLoader(), environment.threads());
        return true;
    }

    void ready(ExecutionEnvironment environment, Duration took, HandlerDescription handler) {
        synchronized (lock) {
            initialising.remove(environment);
            growth.reset();
        }
        init.ready(took, handler);
        reports.add(new InitReport(settings.name(), took, true));
    }

    /** The environment lives, but each invocation gets the fault. */
    void faulty(ExecutionEnvironment environment, Fault fault) {
        synchronized (lock) {
            initialising.remove(environment);
        }
        init.failed(fault, true);
        reportFailedInit(environment);
    }

    private void reportFailedInit(ExecutionEnvironment environment) {
        reports.add(new InitReport(settings.name(), environment.initialisingSince(), false));
    }

    /**
     * The environment is gone. Where it was the only one, those who wait get its error, and the
     * next invocation tries again; else they are left to the others.
     */
    void initFailed(
            ExecutionEnvironment environment, Fault fault, Function<Invocation, Outcome> errorFor) {
        List<PendingInvocation> waiting;
        synchronized (lock) {
            if (!forget(environment)) {
                return;
            }
            if (environments.isEmpty()) {
                init.failed(fault, false);
                waiting = queue.drain();
            } else {
                growth.begin();
                waiting = List.of();
            }
        }
        reportFailedInit(environment);
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
            if (!forget(environment)) {
                return;
            }
            if (inUse) {
                startEnvironment();
            } else {
                grow();
            }
        }
    }

    /** The thread of an environment that goes on without it may never come back. */
    void lost(RuntimeLoop loop) {
        queue.forget(loop);
        var thread = loop.thread();
        if (thread != null) {
            ended.add(FunctionThreads.alone(thread));
        }
    }

    /** Somebody takes no more, perhaps not what he was woken for. */
    void left() {
        synchronized (lock) {
            grow();
        }
    }

    /** The environment has removed its traces itself. */
    void cleaned(ExecutionEnvironment environment) {
        synchronized (lock) {
            ofEnded.remove(environment.traces());
        }
        // Where the pool was closed, an invocation may have run until now.
        leaks.add(environment.traces().functionLoader(), environment.threads());
    }

    /**
     * The environment has been without work for long.
     *
     * @return whether it is no part of the pool any more, and has to end
     */
    boolean retires(ExecutionEnvironment environment) {
        synchronized (lock) {
            return environments.size() > concurrency().provisioned()
                    && queue.isEmpty()
                    && forget(environment);
        }
    }

    /**
     * Rings while invocations wait. Short handlers are through with their queue sooner than another
     * environment could help, which would take their processors away.
     */
    private final class Shortage extends Alarm {

        Shortage(Deadlines deadlines) {
            super(deadlines);
        }

        @Override
        protected void onRing() {
            synchronized (lock) {
                if (queue.isShort(SHORTAGE) && !queue.wakeAnother()) {
                    grow();
                }
                if (!queue.isEmpty()) {
                    ringBy(Deadlines.nanosIn(SHORTAGE));
                }
            }
        }
    }
}
