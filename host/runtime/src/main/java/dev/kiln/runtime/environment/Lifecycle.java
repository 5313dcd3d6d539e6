package dev.kiln.runtime.environment;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one environment is doing. Handler, deadline, exit and host compete for its changes; whoever
 * is first decides, and the others are told that they came too late.
 */
final class Lifecycle {

    private enum Phase {
        INITIALISING,
        SERVING,
        /** Takes nothing more; an invocation that runs may still end. */
        ENDED
    }

    private Phase phase = Phase.INITIALISING;
    private boolean initialised;
    private boolean retired;
    private Optional<Duration> initDuration = Optional.empty();
    private final IdentityHashMap<RuntimeLoop, Execution> running = new IdentityHashMap<>();
    private @Nullable Integer exitStatus;

    /** False if it has ended meanwhile. */
    synchronized boolean serve(Duration initTook) {
        if (phase != Phase.INITIALISING) {
            return false;
        }
        phase = Phase.SERVING;
        initialised = true;
        initDuration = Optional.of(initTook);
        return true;
    }

    /** False if it was not initialising any more. */
    synchronized boolean failInitialising() {
        if (phase != Phase.INITIALISING) {
            return false;
        }
        phase = Phase.ENDED;
        return true;
    }

    synchronized boolean hasEnded() {
        return phase == Phase.ENDED;
    }

    /** Whether it takes invocations and runs none of them. */
    synchronized boolean isIdle() {
        return phase == Phase.SERVING && running.isEmpty();
    }

    /** How many invocations it can take besides those that run, if it could run so many. */
    synchronized int free(int invocations) {
        return phase == Phase.SERVING ? invocations - running.size() : 0;
    }

    synchronized boolean isRunning(RuntimeLoop loop) {
        return running.containsKey(loop);
    }

    synchronized boolean wasInitialised() {
        return initialised;
    }

    /**
     * Claims an invocation and makes its execution the one that the loop runs.
     *
     * @param toExecution is given how long the initialisation took, if this is the first invocation
     * @return null if nothing may run any more or somebody else has the invocation
     */
    synchronized @Nullable Execution begin(
            RuntimeLoop loop,
            PendingInvocation pending,
            BiFunction<PendingInvocation, Optional<Duration>, Execution> toExecution) {
        if (phase != Phase.SERVING) {
            return null;
        }
        var execution = toExecution.apply(pending, initDuration);
        if (!pending.claim()) {
            return null;
        }
        initDuration = Optional.empty();
        running.put(loop, execution);
        return execution;
    }

    /**
     * The handler has returned, or its deadline has passed; false if the outcome was decided
     * before.
     *
     * @param ends whether the environment ends with it
     */
    synchronized boolean complete(RuntimeLoop loop, Execution execution, boolean ends) {
        if (!running.remove(loop, execution) || !execution.end()) {
            return false;
        }
        if (ends) {
            phase = Phase.ENDED;
        }
        return true;
    }

    /**
     * The function ends its process.
     *
     * @param decides whether an earlier status gives way to this one
     * @return the status that counts: the first one, as in a JVM that waits for its hooks
     */
    synchronized int exit(int status, boolean decides) {
        phase = Phase.ENDED;
        var first = exitStatus == null || decides ? status : exitStatus;
        exitStatus = first;
        return first;
    }

    /** What ran when the function ended its process, as far as its outcome was not decided. */
    synchronized List<Execution> takeRunning() {
        var cut = running.values().stream().filter(Execution::end).toList();
        running.clear();
        return cut;
    }

    /** Whether the host has ended it, in order. */
    synchronized boolean isRetired() {
        return retired;
    }

    /** What {@link #retire} found. */
    enum Retirement {
        INITIALISING,
        IDLE,
        BUSY,
        /** Somebody else has ended it before. */
        TOO_LATE
    }

    synchronized Retirement retire() {
        if (phase == Phase.ENDED) {
            return Retirement.TOO_LATE;
        }
        var wasServing = phase == Phase.SERVING;
        phase = Phase.ENDED;
        retired = true;
        if (wasServing) {
            return running.isEmpty() ? Retirement.IDLE : Retirement.BUSY;
        }
        return Retirement.INITIALISING;
    }
}
