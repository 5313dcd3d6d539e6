package dev.kiln.runtime;

import java.time.Duration;

/**
 * How much of everything an invocation may take.
 *
 * @param timeout of one invocation
 * @param initTimeout of the function's initialisation
 * @param maxResultBytes of a buffered result
 * @param maxWaiting invocations that may wait for an environment
 * @param maxWait of one invocation for an environment
 * @param concurrency invocations that may run at the same time, and the environments for them
 */
public record FunctionLimits(
        Duration timeout,
        Duration initTimeout,
        int maxResultBytes,
        int maxWaiting,
        Duration maxWait,
        Concurrency concurrency) {

    /** 6 MiB + 100: what AWS's service and emulator allow for event and result. */
    public static final int MAX_PAYLOAD_BYTES = 6 * 1024 * 1024 + 100;

    /** 300 s as AWS's emulator and Knative have it, 10 s of initialisation as on AWS. */
    public static FunctionLimits defaults() {
        return new FunctionLimits(
                Duration.ofSeconds(300),
                Duration.ofSeconds(10),
                MAX_PAYLOAD_BYTES,
                1000,
                Duration.ofSeconds(300),
                Concurrency.defaults());
    }

    public FunctionLimits withTimeout(Duration other) {
        return new FunctionLimits(
                other, initTimeout, maxResultBytes, maxWaiting, maxWait, concurrency);
    }

    public FunctionLimits withConcurrency(Concurrency other) {
        return new FunctionLimits(timeout, initTimeout, maxResultBytes, maxWaiting, maxWait, other);
    }
}
