package dev.kiln.adapters.apigateway;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.http.ResponseLines;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a Function URL says itself, and how it signs every response.
 *
 * @param requestId the invocation's
 */
record FunctionUrlAnswers(String method, String requestId) {

    List<HeaderField> signature(String traceHeader) {
        return List.of(
                new HeaderField("x-amzn-RequestId", requestId),
                new HeaderField("X-Amzn-Trace-Id", traceHeader));
    }

    OutboundResponse badRequest() {
        return text(400, "Bad Request");
    }

    OutboundResponse tooLarge() {
        return text(413, "Request Entity Too Large");
    }

    OutboundResponse throttled() {
        return text(429, "Too Many Requests");
    }

    /** The function's error, or a result that is none. */
    OutboundResponse badGateway() {
        return text(502, "Internal Server Error");
    }

    /** A caller without the right to call; its key has a capital, unlike those of APIs. */
    OutboundResponse forbidden() {
        return signed("application/json")
                .with("x-amzn-ErrorType", "AccessDeniedException")
                .complete(403, "{\"Message\":\"Forbidden\"}".getBytes(StandardCharsets.US_ASCII));
    }

    private OutboundResponse text(int status, String message) {
        return signed("text/plain").complete(status, message.getBytes(StandardCharsets.US_ASCII));
    }

    private ResponseLines signed(String contentType) {
        return new ResponseLines(method)
                .with("Content-Type", contentType)
                .with("x-amzn-RequestId", requestId);
    }
}
