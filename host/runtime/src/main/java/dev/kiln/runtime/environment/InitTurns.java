package dev.kiln.runtime.environment;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets as many environments initialise at once as there are processors, in the order in which they
 * came. A dozen functions that start together would else share the processors, and together miss
 * the deadline that each of them keeps alone.
 */
public final class InitTurns {

    private final Semaphore free;

    public InitTurns(int atOnce) {
        free = new Semaphore(atOnce, true);
    }

    /** Waits until it is this thread's turn. */
    Turn take() throws InterruptedException {
        free.acquire();
        return new Turn();
    }

    /** Ends when the initialisation has ended, or has taken too long. */
    final class Turn {

        private final AtomicBoolean ended = new AtomicBoolean();

        void end() {
            if (ended.compareAndSet(false, true)) {
                free.release();
            }
        }
    }
}
