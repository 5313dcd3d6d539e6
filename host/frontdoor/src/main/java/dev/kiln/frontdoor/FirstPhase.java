package dev.kiln.frontdoor;

import dev.kiln.frontdoor.hosting.HostedFunction;
import dev.kiln.runtime.environment.InitState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The time that belongs to the function alone: until its first answer is out, until nobody has
 * asked for a while, or until somebody asks for what is not the function's.
 */
final class FirstPhase {

    /** A caller who woke us is here by then. */
    private static final Duration QUIET = Duration.ofMillis(300);

    /** As long as AWS lets an initialisation take; then the rest must not wait any longer. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final FrontDoor door;
    private final HostedFunction function;

    FirstPhase(FrontDoor door, HostedFunction function) {
        this.door = door;
        this.function = function;
    }

    void await() throws InterruptedException {
        var end = CompletableFuture.anyOf(door.firstAnswer(), door.othersWanted());
        for (var waited = Duration.ZERO; waited.compareTo(LIMIT) < 0; waited = waited.plus(QUIET)) {
            try {
                end.get(QUIET.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException _) {
                if (!door.isBusy() && !(function.initState() instanceof InitState.Initialising)) {
                    return;
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
