package dev.kiln.adapters.apigateway;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.http.ResponseLines;
import java.nio.charset.StandardCharsets;

/** What an HTTP API says itself, and how it signs every response. */
record HttpApiAnswers(String method, String requestId) {

    HeaderField signature() {
        return new HeaderField("Apigw-Requestid", requestId);
    }

    OutboundResponse badRequest() {
        return answer(400, "Bad Request");
    }

    /** The header is how AWS's own documentation tells one reason from another. */
    OutboundResponse unauthorized(String challenge) {
        return complete(401, "Unauthorized", lines().with("www-authenticate", challenge));
    }

    OutboundResponse forbidden(String challenge) {
        return complete(403, "Forbidden", lines().with("www-authenticate", challenge));
    }

    OutboundResponse notFound() {
        return answer(404, "Not Found");
    }

    OutboundResponse tooLarge() {
        return answer(413, "Request Entity Too Large");
    }

    OutboundResponse internalError() {
        return answer(500, "Internal Server Error");
    }

    OutboundResponse unavailable() {
        return answer(503, "Service Unavailable");
    }

    private OutboundResponse answer(int status, String message) {
        return complete(status, message, lines());
    }

    private ResponseLines lines() {
        return new ResponseLines(method)
                .with("Content-Type", "application/json")
                .with(signature().name(), signature().value());
    }

    private static OutboundResponse complete(int status, String message, ResponseLines lines) {
        var body = "{\"message\":\"" + message + "\"}";
        return lines.complete(status, body.getBytes(StandardCharsets.US_ASCII));
    }
}
