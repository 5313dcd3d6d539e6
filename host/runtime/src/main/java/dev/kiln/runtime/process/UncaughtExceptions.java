package dev.kiln.runtime.process;

import java.lang.Thread.UncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;

/** The JVM's one default handler, which leads a thread's exception to its environment's own. */
final class UncaughtExceptions implements UncaughtExceptionHandler {

    private final @Nullable UncaughtExceptionHandler ofTheHost;

    private UncaughtExceptions(@Nullable UncaughtExceptionHandler ofTheHost) {
        this.ofTheHost = ofTheHost;
    }

    /** Idempotent. */
    static synchronized void install() {
        var present = Thread.getDefaultUncaughtExceptionHandler();
        if (!(present instanceof UncaughtExceptions)) {
            Thread.setDefaultUncaughtExceptionHandler(new UncaughtExceptions(present));
        }
    }

    @Override
    public void uncaughtException(Thread thread, Throwable error) {
        var process = CurrentProcess.of(thread);
        var handler = process == null ? ofTheHost : process.uncaughtExceptionHandler();
        if (handler == null) {
            // What the JDK does without a handler; the environment's log is found by the thread.
            System.err.print("Exception in thread \"" + thread.getName() + "\" ");
            error.printStackTrace();
        } else {
            handler.uncaughtException(thread, error);
        }
    }
}
