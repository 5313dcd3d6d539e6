package dev.kiln.runtime.deployment;

import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.environment.EnvironmentPool;
import dev.kiln.runtime.logging.LogTail;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A started function, called with text. */
public final class RunningFunction implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 120; // for a machine that does much else

    private final EnvironmentPool pool;
    private final String arn;
    private final Set<Thread> others;

    /**
     * Wraps a pool.
     *
     * @param others threads of the environments that were there before
     */
    RunningFunction(EnvironmentPool pool, String arn, Set<Thread> others) {
        this.pool = pool;
        this.arn = arn;
        this.others = others;
    }

    /** What one invocation gave. */
    public record Answer(String requestId, Outcome outcome, String log) {

        /** The result; anything but a success fails the test. */
        public String result() {
            if (outcome instanceof Outcome.Succeeded(var bytes)) {
                return new String(bytes, StandardCharsets.UTF_8);
            }
            throw new AssertionError(outcome + " " + error() + "\n" + log);
        }

        /** The error JSON, or nothing. */
        public String error() {
            return outcome instanceof Outcome.FunctionError error
                    ? new String(error.error(), StandardCharsets.UTF_8)
                    : "";
        }
    }

    /** The result for an empty JSON object. */
    public String call() {
        return call("{}").result();
    }

    public Answer call(String event) {
        return begin(event).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Calls without waiting for the end. */
    public CompletableFuture<Answer> begin(String event) {
        var id = UUID.randomUUID().toString();
        var tail = new LogTail();
        var invocation =
                new Invocation(
                        id,
                        event.getBytes(StandardCharsets.UTF_8),
                        Optional.empty(),
                        arn,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(tail));
        return pool.invoke(invocation)
                .thenApply(outcome ->
                        new Answer(id, outcome, new String(tail.bytes(), StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        pool.close();
    }

    /** Closes, and waits until the environment's thread and with it its class loader have ended. */
    public void endAndWait() {
        var threads = EnvironmentThreads.startedSince(others);
        close();
        for (var thread : threads) {
            try {
                if (!thread.join(Duration.ofSeconds(PATIENCE_SECONDS))) {
                    throw new AssertionError("The environment does not end: " + thread);
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
