package dev.kiln.frontdoor;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread does. */
public final class Until {

    private static final long LIMIT = Duration.ofSeconds(20).toNanos();

    private Until() {}

    /** Returns when it does; 20 s are too long. */
    public static void holds(BooleanSupplier condition) {
        var start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > LIMIT) {
                throw new AssertionError("It did not come true in 20 s");
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
