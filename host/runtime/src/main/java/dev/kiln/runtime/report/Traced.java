package dev.kiln.runtime.report;

import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.InvocationTrace;
import java.time.Instant;
import java.util.Optional;

/**
 * What a span needs of an invocation besides what is known of every one.
 *
 * @param arn as the caller gave it
 */
public record Traced(InvocationTrace trace, String arn, Instant endedAt) {

    /** Of an invocation that ends now; empty if nobody records it. */
    public static Optional<Traced> now(Invocation invocation) {
        var trace = invocation.trace();
        return trace.isPresent() && trace.get().sampled()
                ? Optional.of(
                        new Traced(trace.get(), invocation.invokedFunctionArn(), Instant.now()))
                : Optional.empty();
    }
}
