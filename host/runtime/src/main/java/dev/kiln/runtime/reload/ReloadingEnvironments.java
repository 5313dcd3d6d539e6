package dev.kiln.runtime.reload;

import dev.kiln.runtime.FunctionSettings;
import dev.kiln.runtime.HandlerDescription;
import dev.kiln.runtime.InvalidSettingException;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.environment.EnvironmentPool;
import dev.kiln.runtime.environment.Environments;
import dev.kiln.runtime.environment.HostProcess;
import dev.kiln.runtime.environment.InitState;
import dev.kiln.runtime.environment.Occupancy;
import dev.kiln.runtime.isolation.DeploymentPackage;
import dev.kiln.runtime.reload.WatchedCode.Version;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The environments of a function whose code may change while it is served. Each invocation looks
 * first: where the code is another one, environments are made of it, and this invocation and all
 * later ones run there, while earlier ones end on the old code. Code that cannot be initialised is
 * refused, and the old one stays.
 */
public final class ReloadingEnvironments implements Environments {

    private final FunctionSettings settings;
    private final HostProcess process;
    private final WatchedCode code;
    // One after the other: nobody overtakes somebody who waits for the new code.
    private final ExecutorService turns;
    private final List<EnvironmentPool> earlier = new CopyOnWriteArrayList<>();
    private volatile EnvironmentPool current;
    private Version version;
    private volatile boolean closed;

    private ReloadingEnvironments(
            FunctionSettings settings, HostProcess process, WatchedCode code, Version first) {
        this.settings = settings;
        this.process = process;
        this.code = code;
        version = first;
        turns =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name("watch-" + settings.name()).factory());
        current = EnvironmentPool.start(settings.withCode(first.code()), process);
    }

    /**
     * Begins to initialise the code that is there.
     *
     * @param location finds the code at any later moment
     * @throws InvalidSettingException if there is none
     */
    public static ReloadingEnvironments start(
            FunctionSettings settings, HostProcess process, Supplier<DeploymentPackage> location) {
        var code = new WatchedCode(location);
        var first = code.changed();
        return new ReloadingEnvironments(settings, process, code, first.orElseThrow());
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation) {
        var outcome = new CompletableFuture<Outcome>();
        try {
            turns.execute(() -> begin(invocation, outcome));
        } catch (RejectedExecutionException _) {
            outcome.complete(new Outcome.Throttled(Duration.ZERO));
        }
        return outcome;
    }

    private void begin(Invocation invocation, CompletableFuture<Outcome> outcome) {
        reloadIfChanged();
        if (outcome.isDone()) {
            return;
        }
        var running = current.invoke(invocation);
        // A caller who gives up leaves the queue.
        var _ = outcome.whenComplete((_, _) -> running.cancel(false));
        var _ =
                running.whenComplete((ended, problem) -> {
                    if (ended != null) {
                        outcome.complete(ended);
                    } else if (problem != null) {
                        outcome.completeExceptionally(problem);
                    }
                });
    }

    private void reloadIfChanged() {
        try {
            if (!closed) {
                code.changed().ifPresent(this::reload);
            }
        } catch (InvalidSettingException e) {
            refuse(String.valueOf(e.getMessage()));
        }
    }

    private void reload(Version next) {
        var candidate = EnvironmentPool.start(settings.withCode(next.code()), process);
        candidate.description().join();
        if (candidate.initState() instanceof InitState.Failed failed) {
            leave(candidate, next);
            refuse(failed.message());
            return;
        }
        var old = current;
        var oldVersion = version;
        current = candidate;
        version = next;
        leave(old, oldVersion);
        if (closed) {
            candidate.close();
        }
        process.console()
                .line("Function '" + settings.name() + "' has new code, served from now on.");
    }

    private void leave(EnvironmentPool pool, Version itsVersion) {
        earlier.removeIf(it -> it.lostThreads() == 0 && it.occupancy().inFlight() == 0);
        earlier.add(pool);
        var _ =
                pool.drained()
                        .thenRunAsync(() -> {
                            pool.close();
                            code.remove(itsVersion.folder());
                        });
    }

    private void refuse(String reason) {
        process.console()
                .errorLine(
                        "Function '"
                                + settings.name()
                                + "' has new code that cannot be used: "
                                + reason
                                + (reason.endsWith(".") ? "" : ".")
                                + " The code before stays until the next change.");
    }

    /** That of the code that is there at this moment: its input may be of another type. */
    @Override
    public CompletableFuture<Optional<HandlerDescription>> description() {
        return inTurn(() -> current.description());
    }

    @Override
    public CompletableFuture<Optional<HandlerDescription>> initialise() {
        return inTurn(() -> current.initialise());
    }

    private CompletableFuture<Optional<HandlerDescription>> inTurn(
            Supplier<CompletableFuture<Optional<HandlerDescription>>> asked) {
        try {
            return CompletableFuture.runAsync(this::reloadIfChanged, turns)
                    .thenCompose(_ -> asked.get());
        } catch (RejectedExecutionException _) {
            return asked.get();
        }
    }

    @Override
    public InitState initState() {
        return current.initState();
    }

    @Override
    public Occupancy occupancy() {
        var now = current.occupancy();
        var leaving = earlier.stream().map(EnvironmentPool::occupancy).toList();
        return new Occupancy(
                now.initialising(),
                now.idle(),
                now.busy() + leaving.stream().mapToInt(Occupancy::busy).sum(),
                now.waiting() + leaving.stream().mapToInt(Occupancy::waiting).sum(),
                now.inFlight() + leaving.stream().mapToInt(Occupancy::inFlight).sum());
    }

    @Override
    public int lostThreads() {
        return current.lostThreads()
                + earlier.stream().mapToInt(EnvironmentPool::lostThreads).sum();
    }

    @Override
    public void refused(String requestId) {
        current.refused(requestId);
    }

    @Override
    public CompletableFuture<Void> drained() {
        try {
            // Those whose turn comes first have begun by then.
            return CompletableFuture.runAsync(() -> {}, turns).thenCompose(_ -> allDrained());
        } catch (RejectedExecutionException _) {
            return allDrained();
        }
    }

    private CompletableFuture<Void> allDrained() {
        return CompletableFuture.allOf(
                Stream.concat(Stream.of(current), earlier.stream())
                        .map(EnvironmentPool::drained)
                        .toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public void close() {
        closed = true;
        // Those whose turn is still to come are refused by what has been closed.
        turns.shutdown();
        earlier.forEach(EnvironmentPool::close);
        current.close();
        code.close();
    }
}
