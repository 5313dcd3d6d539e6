package dev.kiln.adapters.apigateway;

import dev.kiln.adapters.GatewaySettings;
import java.time.Duration;
import java.util.Optional;

/**
 * What an API lets through: the invocation's own limits, and the gateway's where they are emulated.
 *
 * @param timeout how long the gateway waits for the function
 */
record GatewayLimits(int maxBodyBytes, int maxEventBytes, Optional<Duration> timeout) {

    /** Both kinds of API take request bodies of 10 MB. */
    private static final int API_BODY_LIMIT = 10 * 1024 * 1024;

    static GatewayLimits of(GatewaySettings settings, Duration integrationTimeout) {
        // An event is longer than its body, so a body of that length need not be collected.
        var maxEvent = settings.maxEventSize();
        return settings.emulateGatewayLimits()
                ? new GatewayLimits(
                        Math.min(maxEvent, API_BODY_LIMIT),
                        maxEvent,
                        Optional.of(integrationTimeout))
                : new GatewayLimits(maxEvent, maxEvent, Optional.empty());
    }

    boolean allowBody(byte[] body) {
        return body.length <= maxBodyBytes;
    }

    boolean allowEvent(byte[] event) {
        return event.length <= maxEventBytes;
    }

    /** For the log. */
    String rule() {
        return "The request has a body of more than "
                + maxBodyBytes
                + " bytes or makes an event of more than "
                + maxEventBytes
                + " (max-event-size).";
    }
}
