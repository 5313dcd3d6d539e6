package dev.kiln.runtime.handler;

import dev.kiln.runtime.threads.HostThreads;
import java.math.BigDecimal;

/**
 * The powers of five that the JDK computes when {@link BigDecimal} is first used: the largest is 5
 * to the power of 65,536, and they take some 20 ms. AWS's serialization cannot do without; so they
 * are computed while it is made ready, where there is a second processor.
 */
final class NumberTables {

    private NumberTables() {}

    /** Begins to compute them, unless that has been done; returns at once. */
    static void prepare() {
        if (Runtime.getRuntime().availableProcessors() > 1) {
            Once.begin();
        }
    }

    /** Its initialisation is done once. */
    private static final class Once {

        static {
            HostThreads.start("numbers", Once::compute);
        }

        private static void begin() {}

        private static void compute() {
            var _ = BigDecimal.ONE.signum();
        }
    }
}
