package dev.kiln.runtime.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what no latch tells. */
public final class Conditions {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Conditions() {}

    /** Returns when the condition holds. */
    public static void await(BooleanSupplier condition) {
        await(condition, () -> "The condition did not come to hold");
    }

    /** The same with a description of what is there instead. */
    public static void await(BooleanSupplier condition, Supplier<String> otherwise) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(otherwise.get());
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
