package dev.kiln.runtime.environment;

import java.time.Duration;
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
    private Optional<Duration> initDuration = Optional.empty();
    private @Nullable Execution running;
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

    /** Whether it takes invocations and has none. */
    synchronized boolean isFree() {
        return phase == Phase.SERVING && running == null;
    }

    synchronized boolean wasInitialised() {
        return initialised;
    }

    /**
     * Claims an invocation and makes its execution the one that runs.
     *
     * @param toExecution is given how long the initialisation took, if this is the first invocation
     * @return null if nothing may run any more or somebody else has the invocation
     */
    synchronized @Nullable Execution begin(
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
        running = execution;
        return execution;
    }

    /** The handler has returned; false if its outcome was decided without it. */
    synchronized boolean complete(Execution execution, boolean ends) {
        if (!execution.end()) {
            return false;
        }
        running = null;
        if (ends) {
            phase = Phase.ENDED;
        }
        return true;
    }

    /** The deadline has passed; false if this one does not run any more. */
    synchronized boolean timeOut(Execution execution) {
        if (running != execution || !execution.end()) {
            return false;
        }
        running = null;
        phase = Phase.ENDED;
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

    /** What ran when the function ended its process, if its outcome has not been decided. */
    synchronized Optional<Execution> takeRunning() {
        var execution = running;
        running = null;
        return execution != null && execution.end() ? Optional.of(execution) : Optional.empty();
    }

    /** What {@link #retire} found. */
    enum Retirement {
        IDLE,
        BUSY,
        /** Somebody else has ended it before. */
        TOO_LATE
    }

    synchronized Retirement retire() {
        if (phase == Phase.ENDED) {
            return Retirement.TOO_LATE;
        }
        phase = Phase.ENDED;
        return running == null ? Retirement.IDLE : Retirement.BUSY;
    }
}
