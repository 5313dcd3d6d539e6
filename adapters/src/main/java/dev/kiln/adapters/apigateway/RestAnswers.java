package dev.kiln.adapters.apigateway;

import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.http.ResponseLines;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a REST API says itself, and how it signs every response. */
record RestAnswers(String method, String requestId, String extendedRequestId) {

    private static final Optional<String> INTERNAL = Optional.of("InternalServerErrorException");

    ResponseLines signed(ResponseLines lines) {
        return lines.with("x-amzn-RequestId", requestId).with("x-amz-apigw-id", extendedRequestId);
    }

    OutboundResponse badRequest() {
        return answer(400, "Bad Request", Optional.of("BadRequestException"));
    }

    OutboundResponse noRoute() {
        return answer(
                403,
                "Missing Authentication Token",
                Optional.of("MissingAuthenticationTokenException"));
    }

    OutboundResponse unauthorized() {
        return answer(401, "Unauthorized", Optional.of("UnauthorizedException"));
    }

    OutboundResponse forbidden() {
        return answer(403, "Forbidden", Optional.of("ForbiddenException"));
    }

    /** The one message of a REST API without a space behind the colon. */
    OutboundResponse tooLong() {
        return complete(413, "{\"message\":\"Request Too Long\"}", Optional.empty());
    }

    /** A failed integration: the function's error, or a result that is none. */
    OutboundResponse badGateway() {
        return answer(502, "Internal server error", INTERNAL);
    }

    OutboundResponse internalError() {
        return answer(500, "Internal server error", INTERNAL);
    }

    OutboundResponse timedOut() {
        return answer(504, "Endpoint request timed out", INTERNAL);
    }

    private OutboundResponse answer(int status, String message, Optional<String> errorType) {
        return complete(status, "{\"message\": \"" + message + "\"}", errorType);
    }

    private OutboundResponse complete(int status, String body, Optional<String> errorType) {
        var lines = new ResponseLines(method).with("Content-Type", "application/json");
        if (errorType.isPresent()) {
            lines.with("x-amzn-ErrorType", errorType.get());
        }
        return signed(lines).complete(status, body.getBytes(StandardCharsets.US_ASCII));
    }
}
