package dev.kiln.adapters.http;

import dev.kiln.adapters.Utf8;
import dev.kiln.adapters.VerifiedCaller;
import java.time.Instant;
import java.util.Optional;

/**
 * A request with all that every gateway derives from it.
 *
 * @param method in upper case
 * @param path not decoded; begins with a slash
 * @param query not decoded; "" if there is none
 * @param headers without the platform's own, with the trace header and {@code x-forwarded-for},
 *     {@code -port} and {@code -proto}
 * @param sourceIp the client as the gateway would have seen it
 */
public record GatewayRequest(
        String method,
        String path,
        String query,
        RequestHeaders headers,
        byte[] body,
        HostName host,
        String sourceIp,
        String traceHeader,
        Instant receivedAt,
        Optional<VerifiedCaller> caller) {

    /** Whether the body may stand in an event as text without losing a byte. */
    public boolean hasPlainTextBody() {
        return isPlainText(body, headers.value("content-encoding"));
    }

    /**
     * @param contentEncoding "" if there is none
     */
    public static boolean isPlainText(byte[] body, String contentEncoding) {
        var encoding = contentEncoding.trim();
        return (encoding.isEmpty() || encoding.equalsIgnoreCase("identity")) && Utf8.isValid(body);
    }
}
