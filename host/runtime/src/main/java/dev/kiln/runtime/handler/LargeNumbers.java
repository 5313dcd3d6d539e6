package dev.kiln.runtime.handler;

import java.math.BigDecimal;

/**
 * AWS's serialization reads each event with {@link BigDecimal} at hand, which computes large powers
 * when it is initialised: 17 ms at the first event of a process. Another processor has them while
 * the converters are made.
 */
final class LargeNumbers {

    static {
        // Nothing of the function that happens to be the first goes along.
        var thread = new Thread(null, LargeNumbers::initialise, "numbers", 0, false);
        thread.setContextClassLoader(LargeNumbers.class.getClassLoader());
        thread.setDaemon(true);
        thread.start();
    }

    private LargeNumbers() {}

    /** Begins; the first call alone does something, and none waits. */
    static void prepare() {}

    private static void initialise() {
        var _ = BigDecimal.valueOf(0);
    }
}
