package dev.kiln.server.health;

import java.util.function.BooleanSupplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** What the front door answers to a probe. */
public final class DoorHealth implements HealthIndicator {

    private final BooleanSupplier well;
    private final Status otherwise;

    /**
     * @param otherwise what it is called if it is not well
     */
    public DoorHealth(BooleanSupplier well, Status otherwise) {
        this.well = well;
        this.otherwise = otherwise;
    }

    @Override
    public Health health() {
        return Health.status(well.getAsBoolean() ? Status.UP : otherwise).build();
    }
}
