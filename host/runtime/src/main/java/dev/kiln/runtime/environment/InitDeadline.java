package dev.kiln.runtime.environment;

import java.time.Duration;

/** Watches one environment's initialisation. */
final class InitDeadline extends Alarm {

    private final ExecutionEnvironment environment;
    private volatile Duration limit = Duration.ZERO;

    InitDeadline(Deadlines deadlines, ExecutionEnvironment environment) {
        super(deadlines);
        this.environment = environment;
    }

    void begin(Duration limit) {
        this.limit = limit;
        ringBy(Deadlines.nanosIn(limit));
    }

    @Override
    void onRing() {
        environment.initTimedOut(limit);
    }
}
