package dev.kiln.runtime.process;

import dev.kiln.runtime.seam.ProcessOwner;
import java.lang.StackWalker.Option;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds out for which environment the JDK is calling. */
final class CurrentProcess {

    private CurrentProcess() {}

    /**
     * The one that the calling thread belongs to, else, on threads that the JVM shares, the one
     * whose code is on the stack. Null where the host itself is calling.
     */
    static @Nullable OwnProcess find() {
        var ofThread = of(Thread.currentThread());
        return ofThread == null ? ofCode() : ofThread;
    }

    /** By the context class loader, which threads inherit. */
    static @Nullable OwnProcess of(Thread thread) {
        return owning(thread.getContextClassLoader());
    }

    private static @Nullable OwnProcess ofCode() {
        return StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE)
                .walk(frames ->
                        frames.map(frame -> owning(frame.getDeclaringClass().getClassLoader()))
                                .filter(Objects::nonNull)
                                .findFirst()
                                .orElse(null));
    }

    private static @Nullable OwnProcess owning(@Nullable ClassLoader loader) {
        for (var next = loader; next != null; next = next.getParent()) {
            if (next instanceof ProcessOwner owner) {
                return (OwnProcess) owner.process();
            }
        }
        return null;
    }
}
