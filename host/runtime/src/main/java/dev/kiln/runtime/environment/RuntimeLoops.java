package dev.kiln.runtime.environment;

import dev.kiln.runtime.Concurrency;
import dev.kiln.runtime.logging.EnvironmentLog;
import dev.kiln.runtime.seam.Handler;
import dev.kiln.runtime.threads.FunctionThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The threads of an environment that run its invocations: its own, or in shared mode several others
 * on one instance.
 */
final class RuntimeLoops {

    private final Concurrency concurrency;
    private final EnvironmentLog log;
    private final FunctionThreads threads;
    private final Function<EnvironmentLog, RuntimeLoop> toLoop;
    private final List<RuntimeLoop> live = new ArrayList<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private @Nullable Handler handler;
    private int made;

    /**
     * @param toLoop makes one that writes into the given log
     */
    RuntimeLoops(
            Concurrency concurrency,
            EnvironmentLog log,
            FunctionThreads threads,
            Function<EnvironmentLog, RuntimeLoop> toLoop) {
        this.concurrency = concurrency;
        this.log = log;
        this.threads = threads;
        this.toLoop = toLoop;
    }

    /** Runs invocations until the environment has ended; on its own thread, or beside it. */
    void serve(Handler handler) throws Throwable {
        if (concurrency.isShared()) {
            startAll(handler);
            try {
                // Not to be interrupted: what comes next is the end of the environment's classes.
                over.join();
            } catch (CompletionException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        } else {
            var loop = toLoop.apply(log);
            synchronized (this) {
                live.add(loop);
            }
            loop.serve(handler);
        }
    }

    private synchronized void startAll(Handler handler) {
        this.handler = handler;
        for (var i = 0; i < concurrency.sharedThreads(); i++) {
            startAnother();
        }
    }

    // Those that run already take the place of one that cannot be started.
    private void startAnother() {
        var own = log.part();
        var loop = toLoop.apply(own);
        live.add(loop);
        try {
            threads.start(
                    "pool-1-thread-" + ++made,
                    concurrency.virtual(),
                    () -> own.runAs(() -> serveAs(loop)));
        } catch (OutOfMemoryError e) {
            live.remove(loop);
            log.errorLine("Cannot start thread " + made + " for the function: " + e.getMessage());
            if (live.isEmpty()) {
                over.complete(null);
                throw e;
            }
        }
    }

    private void serveAs(RuntimeLoop loop) {
        try {
            Handler served;
            synchronized (this) {
                served = handler;
            }
            if (served != null) {
                loop.serve(served);
            }
        } catch (Throwable e) {
            // Nothing that a function throws comes here.
            over.completeExceptionally(e);
        } finally {
            left(loop);
        }
    }

    private synchronized void left(RuntimeLoop loop) {
        if (live.remove(loop) && live.isEmpty()) {
            over.complete(null);
        }
    }

    /** The thread is given up, and another one takes its place. */
    synchronized void replace(RuntimeLoop loop) {
        interrupt(loop);
        startAnother();
        left(loop);
    }

    /** Lets those see that the environment has ended who wait for work. */
    void interruptIdle() {
        for (var loop : live()) {
            if (loop.isIdle()) {
                interrupt(loop);
            }
        }
    }

    private static void interrupt(RuntimeLoop loop) {
        var thread = loop.thread();
        if (thread != null) {
            thread.interrupt();
        }
    }

    synchronized List<RuntimeLoop> live() {
        return List.copyOf(live);
    }
}
