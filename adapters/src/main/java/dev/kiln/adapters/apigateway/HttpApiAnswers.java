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

    OutboundResponse unauthorized() {
        return answer(401, "Unauthorized");
    }

    OutboundResponse forbidden() {
        return answer(403, "Forbidden");
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
        var body = "{\"message\":\"" + message + "\"}";
        return new ResponseLines(method)
                .with("Content-Type", "application/json")
                .with(signature().name(), signature().value())
                .complete(status, body.getBytes(StandardCharsets.US_ASCII));
    }
}
