package dev.kiln.runtime.clock;

import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A timer that is set again only when it has to ring earlier: one for each invocation would wake
 * the timer's thread each time, for nothing. Who hears it sets the next one.
 */
public abstract class Alarm implements Runnable {

    private final Deadlines deadlines;
    private @Nullable Future<?> timer;
    private long ringsAt;

    protected Alarm(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    /** Rings then or earlier, by the clock of {@link System#nanoTime()}. */
    public final synchronized void ringBy(long nanos) {
        if (timer == null || nanos - ringsAt < 0) {
            stop();
            ringsAt = nanos;
            timer = deadlines.at(nanos, this);
        }
    }

    /** Rings no more, until it is set again. */
    public final synchronized void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    @Override
    public final void run() {
        synchronized (this) {
            timer = null;
        }
        onRing();
    }

    /** May come too early, or for nothing. */
    protected abstract void onRing();
}
