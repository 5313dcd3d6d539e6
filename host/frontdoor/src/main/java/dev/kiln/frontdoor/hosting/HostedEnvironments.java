package dev.kiln.frontdoor.hosting;

import dev.kiln.runtime.HandlerDescription;
import dev.kiln.runtime.environment.Environments;
import dev.kiln.runtime.environment.InitState;
import dev.kiln.runtime.environment.Occupancy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What is known of the execution environments of a function, if it has any. */
interface HostedEnvironments {

    InitState state();

    /** What the handler declares, when the attempt that runs is over; empty if it failed. */
    CompletableFuture<Optional<HandlerDescription>> description();

    /** The same after a further attempt, where the last one failed and may be repeated. */
    CompletableFuture<Optional<HandlerDescription>> again();

    /** What they do at this moment; empty if there are none. */
    default Optional<Occupancy> occupancy() {
        return Optional.empty();
    }

    /** A caller was answered with the failure of the initialisation, without a run. */
    default void refused(String requestId) {}

    /** Threads that have outlived theirs. */
    default int lostThreads() {
        return 0;
    }

    /** Those that the runtime makes. */
    static HostedEnvironments of(Environments environments) {
        return new HostedEnvironments() {
            @Override
            public InitState state() {
                return environments.initState();
            }

            @Override
            public CompletableFuture<Optional<HandlerDescription>> description() {
                return environments.description();
            }

            @Override
            public CompletableFuture<Optional<HandlerDescription>> again() {
                return environments.initialise();
            }

            @Override
            public Optional<Occupancy> occupancy() {
                return Optional.of(environments.occupancy());
            }

            @Override
            public void refused(String requestId) {
                environments.refused(requestId);
            }

            @Override
            public int lostThreads() {
                return environments.lostThreads();
            }
        };
    }

    /** Those of what needs none, and is ready from the beginning. */
    static HostedEnvironments none(HandlerDescription handler) {
        var ready = new InitState.Ready(Duration.ZERO);
        return new HostedEnvironments() {
            @Override
            public InitState state() {
                return ready;
            }

            @Override
            public CompletableFuture<Optional<HandlerDescription>> description() {
                return CompletableFuture.completedFuture(Optional.of(handler));
            }

            @Override
            public CompletableFuture<Optional<HandlerDescription>> again() {
                return description();
            }
        };
    }
}
