package dev.kiln.runtime.report;

import java.time.Duration;

/**
 * What is known of an invocation that was refused, because too many waited or it waited too long.
 */
public record ThrottleReport(String function, String requestId, Duration waited)
        implements Report {}
