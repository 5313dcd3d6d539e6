package dev.kiln.server.health;

import dev.kiln.frontdoor.FrontDoor;
import dev.kiln.frontdoor.hosting.HostedFunction;
import dev.kiln.runtime.environment.InitState;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** How each function is; why one failed stands in the log alone. */
public final class FunctionsHealth implements HealthIndicator {

    private final FrontDoor door;

    public FunctionsHealth(FrontDoor door) {
        this.door = door;
    }

    @Override
    public Health health() {
        var health = Health.up();
        for (var function : door.functions()) {
            health.withDetail(function.name(), details(function));
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

    private static Map<String, Object> details(HostedFunction function) {
        var details = new LinkedHashMap<String, Object>();
        details.put("state", word(function.initState()));
        function.occupancy()
                .ifPresent(occupancy -> {
                    var environments = new LinkedHashMap<String, Integer>();
                    environments.put("initialising", occupancy.initialising());
                    environments.put("idle", occupancy.idle());
                    environments.put("busy", occupancy.busy());
                    details.put("environments", environments);
                    details.put("waiting", occupancy.waiting());
                    details.put("lostThreads", function.lostThreads());
                });
        return details;
    }

    private static String word(InitState state) {
        return switch (state) {
            case InitState.Initialising _ -> "initialising";
            case InitState.Ready _ -> "ready";
            case InitState.Failed _ -> "failed";
        };
    }
}
