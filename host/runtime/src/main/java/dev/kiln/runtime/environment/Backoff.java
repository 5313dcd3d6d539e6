package dev.kiln.runtime.environment;

import java.time.Duration;

/**
 * How long a pool does without a further environment after one has failed to initialise while
 * others serve: twice as long each time, so that a function that cannot have more than it has does
 * not spend its processors on trying. Not safe for use by several threads.
 */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 6;

    private int failures;
    private long until;

    void begin() {
        var pause = FIRST.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        until = System.nanoTime() + pause.toNanos();
        failures++;
    }

    boolean isOver() {
        return failures == 0 || until - System.nanoTime() <= 0;
    }

    void reset() {
        failures = 0;
    }
}
