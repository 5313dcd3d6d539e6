package dev.kiln.adapters.loadbalancer;

import dev.kiln.adapters.MalformedResultException;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.http.ResponseLines;
import dev.kiln.adapters.json.HandlerResult;
import dev.kiln.adapters.json.ResultPart;
import dev.kiln.adapters.json.ResultReader;
import java.util.Set;

/**
 * Reads results as a load balancer does.
 *
 * @param multiValue whether lists of values are all it looks at; else single ones are
 * @param maxBytes of a result's JSON
 */
record AlbResults(boolean multiValue, int maxBytes) {

    private static final Set<ResultPart> SINGLE =
            Set.of(ResultPart.HEADERS, ResultPart.BODY, ResultPart.STATUS_DESCRIPTION);

    private static final Set<ResultPart> MULTI =
            Set.of(ResultPart.MULTI_VALUE_HEADERS, ResultPart.BODY, ResultPart.STATUS_DESCRIPTION);

    /**
     * @throws MalformedResultException unless the result is an object with the right values
     */
    OutboundResponse response(byte[] result, String method) throws MalformedResultException {
        if (result.length > maxBytes) {
            throw new MalformedResultException(
                    "The result has "
                            + result.length
                            + " bytes; a load balancer takes "
                            + maxBytes
                            + " (emulate-gateway-limits).");
        }
        var object = read(result);
        var lines = new ResponseLines(method);
        for (var header : object.headers()) {
            lines.add(header.name(), header.value());
        }
        for (var header : object.multiValueHeaders().entrySet()) {
            for (var value : header.getValue()) {
                lines.add(header.getKey(), value);
            }
        }
        if (!lines.has("Content-Type") && !object.suppressesContentType()) {
            lines.with("Content-Type", "application/octet-stream");
        }
        var reason = reasonPhrase(object.statusDescription());
        if (!reason.isEmpty()) {
            lines.because(reason);
        }
        return lines.complete(
                object.status().orElseThrow(), object.base64() ? object.decoded() : object.body());
    }

    private HandlerResult.Structured read(byte[] result) throws MalformedResultException {
        var read = ResultReader.read(result, multiValue ? MULTI : SINGLE);
        if (!(read instanceof HandlerResult.Structured object)) {
            throw new MalformedResultException(
                    "The result is no JSON object; a load balancer reads statusCode, "
                            + (multiValue ? "multiValueHeaders" : "headers")
                            + ", body and isBase64Encoded.");
        }
        object.requireNoFault();
        if (object.status().isEmpty()) {
            throw new MalformedResultException("The result has no statusCode.");
        }
        return object;
    }

    /** {@code OK} of {@code 200 OK}; the code before it never counts. */
    private static String reasonPhrase(String description) {
        var text = description.strip();
        var digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        return digits == 3 ? text.substring(3).strip() : text;
    }
}
