package dev.kiln.frontdoor.hosting;

import dev.kiln.runtime.HandlerDescription;
import dev.kiln.runtime.environment.EnvironmentPool;
import dev.kiln.runtime.environment.InitState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** How a function comes to be ready. */
interface Initialisation {

    InitState state();

    /** What the handler declares, when the attempt that runs is over; empty if it failed. */
    CompletableFuture<Optional<HandlerDescription>> description();

    /** The same after a further attempt, where the last one failed and may be repeated. */
    CompletableFuture<Optional<HandlerDescription>> again();

    /** That of a function whose environments the runtime makes. */
    static Initialisation of(EnvironmentPool pool) {
        return new Initialisation() {
            @Override
            public InitState state() {
                return pool.initState();
            }

            @Override
            public CompletableFuture<Optional<HandlerDescription>> description() {
                return pool.description();
            }

            @Override
            public CompletableFuture<Optional<HandlerDescription>> again() {
                return pool.initialise();
            }
        };
    }

    /** That of what is ready from the beginning. */
    static Initialisation over(HandlerDescription handler) {
        var ready = new InitState.Ready(Duration.ZERO);
        return new Initialisation() {
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
