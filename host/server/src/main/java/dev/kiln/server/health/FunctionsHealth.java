package dev.kiln.server.health;

import dev.kiln.frontdoor.FrontDoor;
import dev.kiln.runtime.environment.InitState;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** How far each function has come; why one failed stands in the log alone. */
public final class FunctionsHealth implements HealthIndicator {

    private final FrontDoor door;

    public FunctionsHealth(FrontDoor door) {
        this.door = door;
    }

    @Override
    public Health health() {
        var health = Health.up();
        for (var function : door.functions()) {
            health.withDetail(function.name(), word(function.initState()));
        }
        return health.status(status()).build();
    }

    private Status status() {
        var states = door.functions().stream().map(it -> it.initState()).toList();
        if (states.stream().anyMatch(InitState.Failed.class::isInstance)) {
            return Status.DOWN;
        }
        return states.stream().allMatch(InitState.Ready.class::isInstance)
                ? Status.UP
                : Status.OUT_OF_SERVICE;
    }

    private static String word(InitState state) {
        return switch (state) {
            case InitState.Initialising _ -> "initialising";
            case InitState.Ready _ -> "ready";
            case InitState.Failed _ -> "failed";
        };
    }
}
