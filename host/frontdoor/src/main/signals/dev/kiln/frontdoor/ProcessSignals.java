package dev.kiln.frontdoor;

import java.util.function.IntConsumer;
import sun.misc.Signal;

/**
 * The signals that ask a process to end. A shutdown hook could neither choose the exit status nor
 * hear of a second signal; {@code sun.misc.Signal} can both.
 */
final class ProcessSignals {

    private ProcessSignals() {}

    /**
     * Calls back on a thread of its own for each SIGTERM and SIGINT, with the signal's number.
     *
     * @return whether this JVM lets us
     */
    static boolean onEnd(IntConsumer action) {
        try {
            for (var name : new String[] {"TERM", "INT"}) {
                Signal.handle(new Signal(name), signal -> action.accept(signal.getNumber()));
            }
            return true;
        } catch (IllegalArgumentException | LinkageError _) {
            // Started with -Xrs, or another JVM: its own way to end will do.
            return false;
        }
    }
}
