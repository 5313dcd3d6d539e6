package dev.kiln.runtime;

import java.time.Duration;

/**
 * How many execution environments a function has, each of which runs one invocation at a time.
 *
 * @param limit environments at most, and so invocations that run at the same time
 * @param provisioned environments that are made at the start and always kept
 * @param idleTimeout after which an environment without work is retired, if it is one of more
 */
public record Concurrency(int limit, int provisioned, Duration idleTimeout) {

    /**
     * @throws IllegalArgumentException unless 1 ≤ provisioned ≤ limit
     */
    public Concurrency {
        if (provisioned < 1 || limit < provisioned) {
            throw new IllegalArgumentException(
                    "A function has at least one environment, and no more than "
                            + limit
                            + ": "
                            + provisioned);
        }
    }

    /** As many environments as KLR had JVMs in a pod, one of them from the start. */
    public static Concurrency defaults() {
        return new Concurrency(4, 1, Duration.ofMinutes(10));
    }

    /** One environment: invocations run one after the other. */
    public static Concurrency single() {
        return new Concurrency(1, 1, defaults().idleTimeout());
    }
}
