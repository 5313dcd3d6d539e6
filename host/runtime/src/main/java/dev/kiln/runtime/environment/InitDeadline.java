package dev.kiln.runtime.environment;

import dev.kiln.runtime.clock.Alarm;
import dev.kiln.runtime.clock.Deadlines;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Watches one environment's initialisation, from the moment when it is its turn. */
final class InitDeadline extends Alarm {

    private final InitTurns turns;
    private final ExecutionEnvironment environment;
    private volatile Duration limit = Duration.ZERO;
    private volatile InitTurns.@Nullable Turn turn;
    private volatile long begunAt;

    InitDeadline(Deadlines deadlines, InitTurns turns, ExecutionEnvironment environment) {
        super(deadlines);
        this.turns = turns;
        this.environment = environment;
    }

    /** Waits for the turn. */
    void begin(Duration limit) throws InterruptedException {
        this.limit = limit;
        turn = turns.take();
        begunAt = System.nanoTime();
        ringBy(Deadlines.nanosIn(limit));
    }

    /** Since then; zero if it never was this one's turn. */
    Duration sinceBegin() {
        return turn == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - begunAt);
    }

    void end() {
        stop();
        endTurn();
    }

    private void endTurn() {
        var own = turn;
        if (own != null) {
            own.end();
        }
    }

    @Override
    protected void onRing() {
        endTurn();
        environment.initTimedOut(limit);
    }
}
