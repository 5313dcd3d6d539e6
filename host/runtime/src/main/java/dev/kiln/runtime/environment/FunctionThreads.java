package dev.kiln.runtime.environment;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one environment: its own, and those that its function has started, found by the
 * context class loader that they inherit. Keeps none of them, nor their classes, from being
 * collected.
 */
final class FunctionThreads {

    private final WeakReference<Thread> main;
    private final WeakReference<ClassLoader> functionLoader;

    FunctionThreads(Thread main, ClassLoader functionLoader) {
        this.main = new WeakReference<>(main);
        this.functionLoader = new WeakReference<>(functionLoader);
    }

    /**
     * The thread of an environment, not yet started. AWS runs initialisation and all invocations on
     * the JVM's main thread; functions can read its name. It inherits nothing: whoever makes it may
     * be a thread of the function that it comes after.
     */
    @SuppressWarnings("ThreadPriorityCheck") // the default, whatever the maker's own is
    static Thread main(Runnable life, ClassLoader functionLoader) {
        var thread =
                Thread.ofPlatform()
                        .name("main")
                        .group(mainGroup())
                        .daemon(false)
                        .priority(Thread.NORM_PRIORITY)
                        .inheritInheritableThreadLocals(false)
                        .unstarted(life);
        thread.setContextClassLoader(functionLoader);
        return thread;
    }

    /** The group of the JVM's own main thread. */
    private static ThreadGroup mainGroup() {
        var group = Thread.currentThread().getThreadGroup();
        for (var parent = group.getParent();
                parent != null && parent.getParent() != null;
                parent = group.getParent()) {
            group = parent;
        }
        return group;
    }

    /**
     * The nearest that Java has to the end of a process: threads that ignore it go on. The calling
     * thread is left out.
     */
    void interrupt() {
        for (var thread : aliveAmong(ofProcess())) {
            if (thread != Thread.currentThread()) {
                thread.interrupt();
            }
        }
    }

    /**
     * Those of this environment.
     *
     * @param all {@link #ofProcess()}, or what it was a moment ago
     */
    List<Thread> aliveAmong(@Nullable Thread[] all) {
        var found = new ArrayList<Thread>();
        var loader = functionLoader.get();
        if (loader == null) {
            return found;
        }
        for (var thread : all) {
            if (thread != null
                    && (thread == main.get() || belongs(thread.getContextClassLoader(), loader))) {
                found.add(thread);
            }
        }
        return found;
    }

    private static boolean belongs(@Nullable ClassLoader candidate, ClassLoader loader) {
        for (var next = candidate; next != null; next = next.getParent()) {
            if (next == loader) {
                return true;
            }
        }
        return false;
    }

    /** All that live at this moment; the places behind the last one are empty. */
    static @Nullable Thread[] ofProcess() {
        var root = Thread.currentThread().getThreadGroup();
        for (var parent = root; parent != null; parent = parent.getParent()) {
            root = parent;
        }
        if (root == null) {
            return new Thread[0];
        }
        // More may be started meanwhile: a full array is a sign that some did not fit.
        for (var size = root.activeCount() + 16; ; size *= 2) {
            @Nullable Thread[] threads = new Thread[size];
            if (root.enumerate(threads, true) < size) {
                return threads;
            }
        }
    }
}
