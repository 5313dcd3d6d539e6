package dev.kiln.runtime.threads;

/** Threads of the host's own: they keep neither the process alive nor the function's classes. */
public final class HostThreads {

    private HostThreads() {}

    /**
     * A thread that has not been started. Whichever function makes it is not its owner, and has
     * nothing inherited by it.
     */
    public static Thread daemon(String name, Runnable work) {
        var thread = new Thread(null, work, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(HostThreads.class.getClassLoader());
        return thread;
    }

    /** Begins what only saves time; where there can be no further thread it is left undone. */
    public static void startIfPossible(String name, Runnable work) {
        try {
            daemon(name, work).start();
        } catch (OutOfMemoryError e) {
            // The system has no thread for it. The function needs the next one more.
        }
    }
}
