package dev.kiln.runtime;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How many execution environments a function has, and how many invocations each of them runs at the
 * same time: one, or in shared mode several on one instance.
 *
 * @param givenLimit environments at most, if somebody said so
 * @param provisioned environments that are made at the start and always kept
 * @param idleTimeout after which an environment without work is retired, if it is one of more
 * @param sharedThreads of one environment in shared mode; 0 where each runs one invocation at a
 *     time
 * @param virtual whether those of shared mode are virtual threads
 */
public record Concurrency(
        OptionalInt givenLimit,
        int provisioned,
        Duration idleTimeout,
        int sharedThreads,
        boolean virtual) {

    /** As many environments as KLR had JVMs in a pod. */
    private static final int USUAL_LIMIT = 4;

    /** So many threads of an environment can be meant; AWS itself sets no limit. */
    public static final int MAX_SHARED_THREADS = 10_000;

    /**
     * @throws IllegalArgumentException unless 1 ≤ provisioned ≤ limit and the threads are within
     *     their limits
     */
    public Concurrency {
        if (provisioned < 1 || givenLimit.orElse(provisioned) < provisioned) {
            throw new IllegalArgumentException(
                    "A function has at least one environment, and no more than "
                            + givenLimit.orElse(provisioned)
                            + ": "
                            + provisioned);
        }
        if (sharedThreads < 0 || sharedThreads > MAX_SHARED_THREADS) {
            throw new IllegalArgumentException(
                    "An environment has at most "
                            + MAX_SHARED_THREADS
                            + " threads, and none or more: "
                            + sharedThreads);
        }
    }

    /** Environments that run one invocation at a time. */
    public Concurrency(int limit, int provisioned, Duration idleTimeout) {
        this(OptionalInt.of(limit), provisioned, idleTimeout, 0, false);
    }

    /** One environment from the start, and others when they are needed. */
    public static Concurrency defaults() {
        return new Concurrency(OptionalInt.empty(), 1, Duration.ofMinutes(10), 0, false);
    }

    /** One environment: invocations run one after the other. */
    public static Concurrency single() {
        return new Concurrency(1, 1, defaults().idleTimeout());
    }

    /** Environments at most: whoever shares one instance means one, unless he says otherwise. */
    public int limit() {
        return givenLimit.orElse(Math.max(provisioned, isShared() ? 1 : USUAL_LIMIT));
    }

    /** Whether invocations run at the same time on one instance. */
    public boolean isShared() {
        return sharedThreads > 0;
    }

    /** Invocations that one environment runs at the same time. */
    public int invocationsPerEnvironment() {
        return Math.max(1, sharedThreads);
    }

    /** Invocations that all environments together run at the same time, at most. */
    public int invocations() {
        return limit() * invocationsPerEnvironment();
    }

    /** The same with so many threads on each instance; 0: one invocation at a time. */
    public Concurrency sharedBy(int threads) {
        return new Concurrency(givenLimit, provisioned, idleTimeout, threads, virtual);
    }
}
