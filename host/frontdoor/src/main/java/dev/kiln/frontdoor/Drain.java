package dev.kiln.frontdoor;

import dev.kiln.runtime.logging.Console;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/**
 * Ends the process: after the last request, or at once if that takes too long or is asked twice.
 */
final class Drain {

    private static final int SIGTERM = 15;

    // Exit status of a process that a signal ended: 128 and the signal's number.
    private static final int KILLED_BY = 128;

    private final FrontDoor door;
    private final Console console;
    private final IntConsumer exit;
    private final IntConsumer halt;
    private final AtomicBoolean begun = new AtomicBoolean();

    /**
     * @param exit ends the process in order
     * @param halt ends it at once
     */
    Drain(FrontDoor door, Console console, IntConsumer exit, IntConsumer halt) {
        this.door = door;
        this.console = console;
        this.exit = exit;
        this.halt = halt;
    }

    /** Whether the process is being ended in this way. */
    boolean begun() {
        return begun.get();
    }

    /** Kubernetes sends SIGTERM and wants 0; a terminal's SIGINT says who ended the process. */
    void onSignal(int signal) {
        leave(signal == SIGTERM ? 0 : KILLED_BY + signal, KILLED_BY + signal);
    }

    /**
     * Returns when the process ends, on the caller's thread.
     *
     * @param status of the process when everything has ended in order
     * @param hurried its status when it has not
     */
    void leave(int status, int hurried) {
        if (!begun.compareAndSet(false, true)) {
            halt.accept(hurried);
            return;
        }
        try {
            if (door.drain()) {
                door.close();
                exit.accept(status);
            } else {
                console.errorLine("Requests were still running at the drain limit; leaving now.");
                halt.accept(hurried);
            }
        } catch (InterruptedException _) {
            halt.accept(hurried);
        }
    }
}
