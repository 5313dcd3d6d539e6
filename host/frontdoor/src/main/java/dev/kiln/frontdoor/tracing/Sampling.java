package dev.kiln.frontdoor.tracing;

import java.util.HexFormat;
import java.util.Optional;

/**
 * Which traces are recorded: OpenTelemetry's own samplers, as far as the front door has to know
 * their decision before the library is there, because the function is told of it.
 *
 * @param parentBased whether a caller's decision counts, where there is one
 * @param ratio share of the traces for which nobody has decided, from 0 to 1
 */
public record Sampling(boolean parentBased, double ratio) {

    /** A caller that has a span has decided about its trace; one without may still say no. */
    public boolean samples(String traceId, boolean hasParent, Optional<Boolean> decision) {
        if (parentBased && decision.isPresent() && (hasParent || !decision.get())) {
            return decision.get();
        }
        return parentBased && hasParent ? false : isWithin(traceId);
    }

    // By the trace's id, so that all hosts decide alike; OpenTelemetry takes the same part of it.
    private boolean isWithin(String traceId) {
        if (ratio >= 1 || ratio <= 0) {
            return ratio >= 1;
        }
        var random = Math.abs(HexFormat.fromHexDigitsToLong(traceId, 16, 32));
        return random < (long) (ratio * Long.MAX_VALUE);
    }
}
