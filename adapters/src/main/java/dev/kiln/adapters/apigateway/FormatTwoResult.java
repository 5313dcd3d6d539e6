package dev.kiln.adapters.apigateway;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.MalformedResultException;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.ProblemSink;
import dev.kiln.adapters.http.ResponseLines;
import dev.kiln.adapters.json.HandlerResult;
import dev.kiln.adapters.json.ResultPart;
import dev.kiln.adapters.json.ResultReader;
import java.util.List;
import java.util.Set;

/**
 * Reads results of payload format 2.0.
 *
 * @param method of the request
 * @param defaultContentType of a structured result without one
 * @param gatewayHeaders what the gateway itself adds
 */
record FormatTwoResult(String method, String defaultContentType, List<HeaderField> gatewayHeaders) {

    private static final Set<ResultPart> PARTS =
            Set.of(ResultPart.HEADERS, ResultPart.COOKIES, ResultPart.BODY, ResultPart.JSON_BODY);

    /**
     * @throws MalformedResultException if the result is structured and breaks a rule
     */
    OutboundResponse response(byte[] result, String invocationId, ProblemSink problems)
            throws MalformedResultException {
        var read = ResultReader.read(result, PARTS);
        // A switch over the types would cost a start 3 to 4 ms of CPU, even with an AOT cache.
        if (read instanceof HandlerResult.Text(var text)) {
            return inferred(text);
        }
        if (!(read instanceof HandlerResult.Structured object) || !object.hasStatus()) {
            return inferred(result);
        }
        if (object.hasMultiValueHeaders()) {
            problems.report(
                    invocationId,
                    "multiValueHeaders has no effect in payload format 2.0; use headers and"
                            + " cookies.");
        }
        return structured(object);
    }

    /** Without a status the whole result is the body. */
    private OutboundResponse inferred(byte[] body) {
        var lines = new ResponseLines(method).with("Content-Type", "application/json");
        return completed(lines, 200, body);
    }

    private OutboundResponse structured(HandlerResult.Structured result)
            throws MalformedResultException {
        result.requireNoFault();
        var status = result.status();
        if (status.isEmpty()) {
            throw new MalformedResultException("statusCode is null.");
        }
        var lines = new ResponseLines(method);
        for (var header : result.headers()) {
            lines.add(header.name(), header.value());
        }
        for (var cookie : result.cookies()) {
            lines.add("Set-Cookie", cookie);
        }
        if (!lines.has("Content-Type") && !result.suppressesContentType()) {
            lines.with("Content-Type", defaultContentType);
        }
        var body = result.base64() ? result.decoded() : result.body();
        return completed(lines, status.getAsInt(), body);
    }

    private OutboundResponse completed(ResponseLines lines, int status, byte[] body) {
        for (var header : gatewayHeaders) {
            lines.with(header.name(), header.value());
        }
        return lines.complete(status, body);
    }
}
