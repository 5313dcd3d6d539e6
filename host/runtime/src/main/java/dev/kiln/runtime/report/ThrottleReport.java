package dev.kiln.runtime.report;

import java.time.Duration;
import java.util.Optional;

/**
 * What is known of an invocation that was refused, because too many waited or it waited too long.
 *
 * @param traced empty if it is in no trace, or in one that is not recorded
 */
public record ThrottleReport(
        String function, String requestId, Duration waited, Optional<Traced> traced)
        implements Report {

    /** Of an invocation that is in no trace. */
    public ThrottleReport(String function, String requestId, Duration waited) {
        this(function, requestId, waited, Optional.empty());
    }
}
