package dev.kiln.server.catalog;

import dev.kiln.runtime.Invocation;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/** The invocation that a composition runs for, on the thread that runs it. */
final class CurrentInvocation {

    private static final ScopedValue<CurrentInvocation> CURRENT = ScopedValue.newInstance();

    private final Invocation invocation;
    private final AtomicBoolean taken = new AtomicBoolean();

    private CurrentInvocation(Invocation invocation) {
        this.invocation = invocation;
    }

    static <T> T call(Invocation invocation, Callable<T> action) throws Exception {
        return ScopedValue.where(CURRENT, new CurrentInvocation(invocation)).call(action::call);
    }

    /**
     * The caller's invocation for the first handler that asks: its request id is that handler's,
     * and a second one must have another.
     */
    static Optional<Invocation> take() {
        return CURRENT.isBound() && CURRENT.get().taken.compareAndSet(false, true)
                ? Optional.of(CURRENT.get().invocation)
                : Optional.empty();
    }
}
