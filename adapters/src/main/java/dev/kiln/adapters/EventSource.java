package dev.kiln.adapters;

import java.time.Duration;
import java.util.Optional;

/** One payload format, both directions. Safe for use by many threads. */
public interface EventSource {

    PayloadKind kind();

    /**
     * Makes the whole event, so that a request that has none never reaches the function.
     *
     * @throws UnmappableRequestException if the gateway would refuse the request itself; carries
     *     its answer
     */
    Exchange open(InboundRequest request, RequestIdentity identity)
            throws UnmappableRequestException;

    /** Largest body worth collecting, in bytes; a longer one gets {@link #onTooLarge()}. */
    int maxBodyBytes();

    /** The answer to a body that was not collected because of its length. */
    OutboundResponse onTooLarge();

    /**
     * How long the gateway itself waits for the function, if it gives up before the function's own
     * timeout; then {@link Exchange#onGatewayTimeout()} is the answer.
     */
    Optional<Duration> gatewayTimeout();
}
