package dev.kiln.adapters.direct;

import dev.kiln.adapters.Exchange;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.http.ResponseLines;
import dev.kiln.adapters.json.EventWriter;
import java.time.Duration;

/** A direct invocation: results and errors go out as they are. */
record DirectExchange(
        byte[] event, String traceHeader, String method, String invocationId, int errorStatus)
        implements Exchange {

    @Override
    public OutboundResponse onResult(byte[] result) {
        return json(method).complete(200, result);
    }

    @Override
    public OutboundResponse onFunctionError(byte[] error) {
        return json(method).with("X-Amz-Function-Error", "Unhandled").complete(errorStatus, error);
    }

    @Override
    public OutboundResponse onTimeout(Duration limit) {
        var hundredths = limit.toMillis() / 10;
        return refusal(
                method,
                504,
                "Sandbox.Timedout",
                "RequestId: "
                        + invocationId
                        + " Error: Task timed out after "
                        + hundredths / 100
                        + (hundredths % 100 < 10 ? ".0" : ".")
                        + hundredths % 100
                        + " seconds");
    }

    @Override
    public OutboundResponse onGatewayTimeout() {
        throw new IllegalStateException(
                "Nothing but the function's own timeout ends a direct invocation.");
    }

    @Override
    public OutboundResponse onThrottled() {
        return json(method)
                .with("Retry-After", "1")
                .complete(429, document("TooManyRequestsException", "Rate Exceeded."));
    }

    /** An answer without the function. */
    static OutboundResponse refusal(String method, int status, String type, String message) {
        return json(method).complete(status, document(type, message));
    }

    private static ResponseLines json(String method) {
        return new ResponseLines(method).with("Content-Type", "application/json");
    }

    private static byte[] document(String type, String message) {
        return new EventWriter()
                .startObject()
                .text("errorType", type)
                .text("errorMessage", message)
                .endObject()
                .toBytes();
    }
}
