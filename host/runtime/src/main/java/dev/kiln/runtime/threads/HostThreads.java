package dev.kiln.runtime.threads;

/** Threads of the host beside those of functions. */
public final class HostThreads {

    private HostThreads() {}

    /**
     * Runs the work on a thread that neither keeps the process alive, nor any function: it inherits
     * nothing from the caller, who may be one.
     */
    public static void start(String name, Runnable work) {
        var thread =
                Thread.ofPlatform()
                        .name(name)
                        .daemon()
                        .inheritInheritableThreadLocals(false)
                        .unstarted(work);
        thread.setContextClassLoader(HostThreads.class.getClassLoader());
        thread.start();
    }
}
