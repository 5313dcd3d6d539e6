package dev.kiln.adapters;

import java.time.Instant;

/**
 * What the host knows of a request before its event is made.
 *
 * @param invocationId what the function will read as {@code getAwsRequestId}
 * @param receivedAt the time that the event shows
 */
public record RequestIdentity(String invocationId, Instant receivedAt) {}
