package dev.kiln.frontdoor.invokeapi;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.frontdoor.http.Answers;
import dev.kiln.runtime.ErrorPayload;
import java.util.ArrayList;
import java.util.List;

/**
 * An error as Lambda's service words it. The name goes into a header; the text's member is spelt
 * {@code Message} for some errors and {@code message} for others, as on AWS.
 *
 * @param name the error's name in the service model
 * @param json the body
 * @param headers besides those that every error has
 */
record ApiError(int status, String name, String json, List<HeaderField> headers) {

    private ApiError(int status, String name, String json) {
        this(status, name, json, List.of());
    }

    static ApiError notFound(String message) {
        return new ApiError(
                404,
                "ResourceNotFoundException",
                "{\"Type\":\"User\",\"Message\":" + ErrorPayload.quote(message) + "}");
    }

    static ApiError invalidParameter(String message) {
        return user(400, "InvalidParameterValueException", message);
    }

    static ApiError invalidContent(String message) {
        return user(400, "InvalidRequestContentException", message);
    }

    static ApiError unsupportedMedia(String message) {
        return user(415, "UnsupportedMediaTypeException", message);
    }

    /**
     * @param problems one or more sentences without a full stop
     */
    static ApiError validation(List<String> problems) {
        var message =
                problems.size()
                        + (problems.size() == 1 ? " validation error" : " validation errors")
                        + " detected: "
                        + String.join("; ", problems);
        return new ApiError(
                400, "ValidationException", "{\"message\":" + ErrorPayload.quote(message) + "}");
    }

    static ApiError tooLarge(int limit) {
        return new ApiError(
                413,
                "RequestEntityTooLargeException",
                "{\"Message\":\"Request must be smaller than "
                        + limit
                        + " bytes for the InvokeFunction operation\"}");
    }

    static ApiError throttled() {
        return new ApiError(
                429,
                "TooManyRequestsException",
                "{\"Reason\":\"ReservedFunctionConcurrentInvocationLimitExceeded\","
                        + "\"Type\":\"User\",\"message\":\"Rate Exceeded.\"}",
                List.of(new HeaderField("Retry-After", "1")));
    }

    static ApiError methodNotAllowed() {
        return new ApiError(
                405,
                "MethodNotAllowedException",
                "{\"Type\":\"User\",\"message\":\"A function is invoked with POST.\"}",
                List.of(new HeaderField("Allow", "POST")));
    }

    static ApiError unknownOperation() {
        return new ApiError(
                404,
                "UnknownOperationException",
                "{\"Type\":\"User\",\"message\":\"There is no such operation here.\"}");
    }

    private static ApiError user(int status, String name, String message) {
        return new ApiError(
                status,
                name,
                "{\"Type\":\"User\",\"message\":" + ErrorPayload.quote(message) + "}");
    }

    OutboundResponse response(String requestId) {
        var all = new ArrayList<>(headers);
        all.add(new HeaderField("x-amzn-RequestId", requestId));
        all.add(new HeaderField("x-amzn-ErrorType", name));
        return Answers.json(status, all, json);
    }
}
