package dev.kiln.runtime.environment;

import java.util.concurrent.TimeUnit;

/**
 * How long an environment is busy with an invocation, on average over the last few. Not safe for
 * use by several threads.
 */
final class ServiceTime {

    /**
     * Waking another thread costs up to that much, and whoever is faster uses the processor, which
     * the other thread would take away.
     */
    private static final long SHORT = TimeUnit.MICROSECONDS.toNanos(100);

    private static final int WEIGHT_OF_THE_PAST = 8;

    // Nothing is known: another thread may be of use.
    private long average = SHORT;

    void add(long nanos) {
        average += (nanos - average) / WEIGHT_OF_THE_PAST;
    }

    boolean isShort() {
        return average < SHORT;
    }
}
