package dev.kiln.adapters;

import java.time.Duration;
import java.util.Optional;

/** One payload format, both directions. Safe for use by many threads. */
public interface EventSource {

    PayloadKind kind();

    /**
     * Makes the whole event, so that a request that has none never reaches the function.
     *
     * @throws UnmappableRequestException if the gateway answers the request itself, be it by
     *     refusing it; carries its answer
     */
    Exchange open(InboundRequest request, RequestIdentity identity)
            throws UnmappableRequestException;

    /** Largest body worth collecting, in bytes; a longer one gets {@link #onTooLarge()}. */
    int maxBodyBytes();

    /** The answer to a caller that an authorizer in front of the function did not let in. */
    OutboundResponse onRejected(InboundRequest request, RequestIdentity identity, Rejection why);

    /** The answer to a body that was not collected because of its length. */
    OutboundResponse onTooLarge();

    /**
     * How long the gateway itself waits for the function, if it gives up before the function's own
     * timeout; then {@link Exchange#onGatewayTimeout()} is the answer.
     */
    Optional<Duration> gatewayTimeout();
}
