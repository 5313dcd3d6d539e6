package dev.kiln.runtime.threads;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Ends the threads of executors, event loops and timers that a function has left behind. An
 * interrupt does not: they take it for a wish of one task. Whoever keeps such a thread going is
 * found from the code that it runs, through fields of the JDK's; where the JVM does not open these
 * packages to us, such threads stay.
 */
public final class AbandonedExecutors {

    private static final String TIMER_THREAD = "java.util.TimerThread";
    private static final String USUAL_FACTORIES = "java.util.concurrent.Executors$";

    private static final Duration PATIENCE = Duration.ofMillis(200);

    /** An event loop's code is some five objects away from its thread. */
    private static final int MOST_OBJECTS = 200;

    private final ClassLoader functionLoader;

    /** Those of the function that has this loader. */
    public AbandonedExecutors(ClassLoader functionLoader) {
        this.functionLoader = functionLoader;
    }

    /**
     * Shuts down what the thread works for, if it is the function's. Runs code of the function's.
     */
    public void end(Thread thread) {
        try {
            if (thread instanceof ForkJoinWorkerThread worker) {
                if (worker.getPool() != ForkJoinPool.commonPool()) {
                    worker.getPool().shutdownNow();
                }
            } else if (thread.getClass().getName().equals(TIMER_THREAD)) {
                endTimer(thread);
            } else {
                var executor = executorOf(thread);
                if (executor != null) {
                    executor.shutdownNow();
                }
            }
        } catch (ReflectiveOperationException
                | InaccessibleObjectException
                | SecurityException
                | IllegalStateException
                | UnsupportedOperationException e) {
            // Closed to us, another JDK, or an executor that refuses: then the thread stays.
        }
    }

    /** As {@code Timer.cancel} does, for whose own object nothing leads there. */
    private static void endTimer(Thread thread) throws ReflectiveOperationException {
        var queue = read(field(thread.getClass(), "queue"), thread);
        if (queue == null) {
            return;
        }
        var clear = queue.getClass().getDeclaredMethod("clear");
        clear.setAccessible(true);
        synchronized (queue) {
            field(thread.getClass(), "newTasksMayBeScheduled").setBoolean(thread, false);
            clear.invoke(queue);
            queue.notifyAll();
        }
        // The JDK's cleaner refers to the thread for as long as a static of the function's refers
        // to its timer; and the thread to the function's loader, as long as it is that one's.
        if (hasEnded(thread)) {
            thread.setContextClassLoader(null);
        }
    }

    /** Gives it time for that; what is about to end has no use for interrupts. */
    private static boolean hasEnded(Thread thread) {
        var interrupted = Thread.interrupted();
        try {
            return thread.join(PATIENCE);
        } catch (InterruptedException e) {
            interrupted = true;
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private @Nullable ExecutorService executorOf(Thread thread)
            throws ReflectiveOperationException {
        var holder = read(field(Thread.class, "holder"), thread);
        if (holder == null) {
            return null;
        }
        var seen = Collections.newSetFromMap(new IdentityHashMap<Object, Boolean>());
        var next = new ArrayDeque<Object>();
        add(read(field(holder.getClass(), "task"), holder), seen, next);
        while (!next.isEmpty() && seen.size() < MOST_OBJECTS) {
            var object = next.remove();
            if (object instanceof ExecutorService executor && isFunctions(executor)) {
                return executor;
            }
            for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
                for (var field : type.getDeclaredFields()) {
                    if (mayLeadOn(field)) {
                        add(read(field, object), seen, next);
                    }
                }
            }
        }
        return null;
    }

    private void add(@Nullable Object object, Set<Object> seen, ArrayDeque<Object> next) {
        if (object != null && isOfFunctionOrJdk(object) && seen.add(object)) {
            next.add(object);
        }
    }

    private static boolean mayLeadOn(Field field) {
        if (Modifier.isStatic(field.getModifiers())
                || field.getType().isPrimitive()
                || field.getType().isArray()) {
            return false;
        }
        try {
            field.setAccessible(true);
            return true;
        } catch (InaccessibleObjectException e) {
            return false;
        }
    }

    /** Nothing of the host's: what it refers to is not for functions to end. */
    private boolean isOfFunctionOrJdk(Object object) {
        var loader = object.getClass().getClassLoader();
        return loader == null || isFunctions(object);
    }

    private boolean isFunctions(Object object) {
        for (var next = object.getClass().getClassLoader(); next != null; next = next.getParent()) {
            if (next == functionLoader) {
                return true;
            }
        }
        return false;
    }

    /** The JDK has executors of its own, the threads of which may be a function's by chance. */
    private boolean isFunctions(ExecutorService executor) {
        if (isFunctions((Object) executor)) {
            return true;
        }
        if (executor instanceof ThreadPoolExecutor pool) {
            var factory = pool.getThreadFactory();
            return isFunctions((Object) factory)
                    || factory.getClass().getName().startsWith(USUAL_FACTORIES);
        }
        return false;
    }

    private static Field field(Class<?> type, String name) throws NoSuchFieldException {
        var field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    private static @Nullable Object read(Field field, Object object) throws IllegalAccessException {
        return field.get(object);
    }
}
