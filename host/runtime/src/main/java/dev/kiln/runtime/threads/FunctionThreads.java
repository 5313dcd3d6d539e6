package dev.kiln.runtime.threads;

import java.lang.ref.WeakReference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one environment: its own, and those that its function has started, found by the
 * context class loader that they inherit. Keeps none of them, nor their classes, from being
 * collected.
 */
public final class FunctionThreads {

    // Its main thread first. The function may have given them another context class loader.
    private final List<WeakReference<Thread>> own = new CopyOnWriteArrayList<>();
    private final WeakReference<ClassLoader> functionLoader;

    /** Those of an environment with this main thread. */
    public FunctionThreads(Thread main, ClassLoader functionLoader) {
        this.functionLoader = new WeakReference<>(functionLoader);
        own.add(new WeakReference<>(main));
    }

    /** One thread of an environment whose others live on. */
    public static FunctionThreads alone(Thread thread) {
        var threads = new FunctionThreads(thread, ClassLoader.getPlatformClassLoader());
        threads.functionLoader.clear();
        return threads;
    }

    /**
     * The thread of an environment, not yet started. AWS runs initialisation and all invocations on
     * the JVM's main thread; functions can read its name. It inherits nothing: whoever makes it may
     * be a thread of the function that it comes after.
     */
    public static Thread main(Runnable life, ClassLoader functionLoader) {
        return platformThread("main", life, functionLoader);
    }

    /** Starts another thread of the environment's own, as a sibling of its main thread. */
    public void start(String name, boolean virtual, Runnable work) {
        var loader = functionLoader.get();
        if (loader == null) {
            throw new IllegalStateException("The environment's classes are gone");
        }
        var thread =
                virtual ? virtualThread(name, work, loader) : platformThread(name, work, loader);
        own.removeIf(known -> known.get() == null);
        own.add(new WeakReference<>(thread));
        thread.start();
    }

    private static Thread virtualThread(String name, Runnable work, ClassLoader functionLoader) {
        var thread =
                Thread.ofVirtual().name(name).inheritInheritableThreadLocals(false).unstarted(work);
        thread.setContextClassLoader(functionLoader);
        return thread;
    }

    @SuppressWarnings("ThreadPriorityCheck") // the default, whatever the maker's own is
    private static Thread platformThread(String name, Runnable work, ClassLoader functionLoader) {
        var thread =
                Thread.ofPlatform()
                        .name(name)
                        .group(mainGroup())
                        .daemon(false)
                        .priority(Thread.NORM_PRIORITY)
                        .inheritInheritableThreadLocals(false)
                        .unstarted(work);
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
    public void interrupt() {
        for (var thread : aliveAmong(ofProcess())) {
            if (thread != Thread.currentThread()) {
                thread.interrupt();
            }
        }
    }

    /** Threads that live and have this context class loader, or one above it; not the caller. */
    public static Set<Thread> of(ClassLoader functionLoader) {
        var threads = new FunctionThreads(Thread.currentThread(), functionLoader);
        var found = threads.aliveAmong(ofProcess());
        found.remove(Thread.currentThread());
        return found;
    }

    /**
     * Those of this environment.
     *
     * @param all {@link #ofProcess()}, or what it was a moment ago
     */
    public Set<Thread> aliveAmong(@Nullable Thread[] all) {
        var found = new LinkedHashSet<Thread>();
        for (var reference : own) {
            var thread = reference.get();
            if (thread != null && thread.isAlive()) {
                found.add(thread);
            }
        }
        var loader = functionLoader.get();
        if (loader != null) {
            for (var thread : all) {
                if (thread != null && belongs(thread.getContextClassLoader(), loader)) {
                    found.add(thread);
                }
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
    public static @Nullable Thread[] ofProcess() {
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
