package dev.kiln.adapters;

import java.time.Instant;
import java.util.Optional;

/**
 * What the host knows of a request before its event is made.
 *
 * @param invocationId what the function will read as {@code getAwsRequestId}
 * @param receivedAt the time that the event shows
 * @param caller who sent it, if somebody has checked that
 */
public record RequestIdentity(
        String invocationId, Instant receivedAt, Optional<VerifiedCaller> caller) {

    public RequestIdentity(String invocationId, Instant receivedAt) {
        this(invocationId, receivedAt, Optional.empty());
    }

    /** The same request, sent by somebody who has been checked meanwhile. */
    public RequestIdentity of(Optional<VerifiedCaller> verified) {
        return new RequestIdentity(invocationId, receivedAt, verified);
    }
}
