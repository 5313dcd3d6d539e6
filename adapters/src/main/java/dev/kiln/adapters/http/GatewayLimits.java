package dev.kiln.adapters.http;

import dev.kiln.adapters.GatewaySettings;
import java.time.Duration;
import java.util.Optional;

/**
 * What a gateway lets through: the invocation's own limits, and its own where they are emulated.
 *
 * @param timeout how long the gateway waits for the function
 */
public record GatewayLimits(int maxBodyBytes, int maxEventBytes, Optional<Duration> timeout) {

    /** Both kinds of API take request bodies of 10 MB. */
    private static final int API_BODY_LIMIT = 10 * 1024 * 1024;

    public static GatewayLimits ofApi(GatewaySettings settings, Duration integrationTimeout) {
        return settings.emulateGatewayLimits()
                ? emulated(settings, API_BODY_LIMIT, Optional.of(integrationTimeout))
                : ofInvocation(settings);
    }

    /**
     * Of a gateway that waits as long as the function runs.
     *
     * @param bodyLimit its own, in bytes
     */
    public static GatewayLimits ofPatient(GatewaySettings settings, int bodyLimit) {
        return settings.emulateGatewayLimits()
                ? emulated(settings, bodyLimit, Optional.empty())
                : ofInvocation(settings);
    }

    /** Of a gateway without limits of its own. */
    public static GatewayLimits ofInvocation(GatewaySettings settings) {
        // An event is longer than its body, so a body of that length need not be collected.
        return new GatewayLimits(
                settings.maxEventSize(), settings.maxEventSize(), Optional.empty());
    }

    private static GatewayLimits emulated(
            GatewaySettings settings, int bodyLimit, Optional<Duration> timeout) {
        return new GatewayLimits(
                Math.min(settings.maxEventSize(), bodyLimit), settings.maxEventSize(), timeout);
    }

    public boolean allowBody(byte[] body) {
        return body.length <= maxBodyBytes;
    }

    public boolean allowEvent(byte[] event) {
        return event.length <= maxEventBytes;
    }

    /** For the log. */
    public String rule() {
        return "The request has a body of more than "
                + maxBodyBytes
                + " bytes or makes an event of more than "
                + maxEventBytes
                + " (max-event-size).";
    }
}
