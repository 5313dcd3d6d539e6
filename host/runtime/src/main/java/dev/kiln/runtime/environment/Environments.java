package dev.kiln.runtime.environment;

import dev.kiln.runtime.HandlerDescription;
import dev.kiln.runtime.Invoker;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The execution environments of one function. */
public interface Environments extends Invoker, AutoCloseable {

    /**
     * What the handler declares, as soon as it has been chosen; empty if the attempt that runs, or
     * ran last, cannot load it.
     */
    CompletableFuture<Optional<HandlerDescription>> description();

    /**
     * The same after a further attempt where the last one has failed, as an invocation would make
     * it; faults of the handler's declaration stay as they are.
     */
    CompletableFuture<Optional<HandlerDescription>> initialise();

    /**
     * How far the latest initialisation has come. A function that was ready stays so while an
     * environment that has ended is replaced, unless that fails.
     */
    InitState initState();

    /** What its environments do at this moment. */
    Occupancy occupancy();

    /**
     * Threads of ended environments that have outlived them for seconds, as counted a few seconds
     * ago at most: costs nothing.
     */
    int lostThreads();

    /** Tells of a caller who was answered with the failure of the initialisation, without a run. */
    void refused(String requestId);

    /** Completes when no invocation waits or runs any more. */
    CompletableFuture<Void> drained();

    /**
     * Refuses what waits and ends the environments: their handlers are closed and their shutdown
     * hooks run, for which this waits for some seconds at most. A handler that runs is left to its
     * deadline, and its environment ends then. Not to be called by a function's own thread.
     */
    @Override
    void close();
}
