package dev.kiln.runtime.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what no latch tells. */
public final class Conditions {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Conditions() {}

    /** Returns when the condition holds. */
    public static void await(BooleanSupplier condition) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("The condition did not come to hold");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
