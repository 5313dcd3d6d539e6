package dev.kiln.adapters;

import java.time.Instant;
import java.util.Optional;

/**
 * What the host knows of a request before its event is made.
 *
 * @param invocationId what the function will read as {@code getAwsRequestId}
 * @param receivedAt the time that the event shows
 * @param caller who sent it, if somebody has checked that
 * @param traceHeader value of {@code X-Amzn-Trace-Id} that leads to the span of the invocation;
 *     empty if there is no such span, then the header is made as the gateway does
 */
public record RequestIdentity(
        String invocationId,
        Instant receivedAt,
        Optional<VerifiedCaller> caller,
        Optional<String> traceHeader) {

    public RequestIdentity(
            String invocationId, Instant receivedAt, Optional<VerifiedCaller> caller) {
        this(invocationId, receivedAt, caller, Optional.empty());
    }

    public RequestIdentity(String invocationId, Instant receivedAt) {
        this(invocationId, receivedAt, Optional.empty());
    }

    /** The same request, sent by somebody who has been checked meanwhile. */
    public RequestIdentity of(Optional<VerifiedCaller> verified) {
        return new RequestIdentity(invocationId, receivedAt, verified, traceHeader);
    }

    /** The same request, as a part of a trace. */
    public RequestIdentity traced(Optional<String> header) {
        return new RequestIdentity(invocationId, receivedAt, caller, header);
    }
}
