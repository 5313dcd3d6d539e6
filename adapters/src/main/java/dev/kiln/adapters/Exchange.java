package dev.kiln.adapters;

import java.time.Duration;
import java.util.Optional;

/**
 * One request on its way: holds its event and what its answer needs of it. Results that cannot be
 * mapped get the gateway's own error answer; the reason goes to the {@link ProblemSink}.
 */
public interface Exchange {

    /** UTF-8 JSON; the same array each time, nobody writes to it. */
    byte[] event();

    /**
     * Value of {@code X-Amzn-Trace-Id} for the function's environment, the same as in the event.
     */
    String traceHeader();

    /**
     * @param result what the handler wrote
     */
    OutboundResponse onResult(byte[] result);

    /**
     * For gateways that hand a response on while the handler writes it, see {@code invoke-mode};
     * empty if the result is wanted whole. What was not streamed can still go to {@link #onResult}.
     */
    default Optional<StreamedResponse> stream(ResponseReceiver receiver) {
        return Optional.empty();
    }

    /**
     * @param error Lambda's error JSON
     */
    OutboundResponse onFunctionError(byte[] error);

    /**
     * The function's own timeout.
     *
     * @param limit how long the handler was allowed to run
     */
    OutboundResponse onTimeout(Duration limit);

    /** The gateway gave up waiting, see {@link EventSource#gatewayTimeout()}. */
    OutboundResponse onGatewayTimeout();

    /** The invocation never started because all environments were busy. */
    OutboundResponse onThrottled();
}
