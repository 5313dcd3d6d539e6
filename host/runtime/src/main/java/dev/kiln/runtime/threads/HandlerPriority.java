package dev.kiln.runtime.threads;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Lets handlers step back behind the host: where they keep all processors busy, the clock and the
 * socket are not to wait for their turn among them. Java's own priorities do nothing on Linux
 * unless root asks; what the system itself calls the nice value of a thread anybody may raise. A
 * function's threads inherit it from the handler's, so that among them nothing changes.
 */
public final class HandlerPriority {

    /** Beside the host's a thread gets a third of a processor that both want. */
    private static final int STEPS_BACK = 5;

    private static final int HIGHEST = 19;

    /** {@code PRIO_PROCESS} of {@code sys/resource.h}: on Linux 0 is then the calling thread. */
    private static final int THREAD = 0;

    private volatile @Nullable MethodHandle setter;
    private volatile int nice;

    /**
     * From now on threads can step back; it takes some milliseconds, which belong to nobody's first
     * answer. Does nothing on other systems than Linux, where it would be the whole process.
     */
    @SuppressWarnings("restricted")
    public void begin() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return;
        }
        var linker = Linker.nativeLinker();
        var library = linker.defaultLookup();
        var number = ValueLayout.JAVA_INT;
        try {
            var reader =
                    linker.downcallHandle(
                            library.findOrThrow("getpriority"),
                            FunctionDescriptor.of(number, number, number));
            nice = Math.min(HIGHEST, (int) reader.invokeExact(THREAD, 0) + STEPS_BACK);
            setter =
                    linker.downcallHandle(
                            library.findOrThrow("setpriority"),
                            FunctionDescriptor.of(number, number, number, number));
        } catch (Throwable e) {
            throw new IllegalStateException("The system's getpriority cannot be called", e);
        }
    }

    /**
     * Lets the calling thread step back, if it is not virtual.
     *
     * @return false as long as that cannot be done yet
     */
    public boolean lower() {
        var found = setter;
        if (found == null) {
            return false;
        }
        if (!Thread.currentThread().isVirtual()) {
            try {
                // Where the system forbids it, nothing is lost but a few milliseconds.
                var _ = (int) found.invokeExact(THREAD, 0, nice);
            } catch (Throwable e) {
                throw new IllegalStateException("The system's setpriority cannot be called", e);
            }
        }
        return true;
    }
}
