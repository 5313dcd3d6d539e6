package dev.kiln.frontdoor.invokeapi;

import dev.kiln.frontdoor.request.RequestHead;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a request to the Invoke API asks for, besides its payload.
 *
 * @param wantsLog whether the end of the invocation's log goes back to the caller
 * @param clientContext JSON
 */
record InvokeRequest(
        FunctionAddress address,
        Type type,
        boolean wantsLog,
        Optional<String> clientContext,
        Optional<String> tenantId) {

    private static final String BEFORE_NAME = "/2015-03-31/functions/";
    private static final String AFTER_NAME = "/invocations";

    /** Values of {@code X-Amz-Invocation-Type}. */
    enum Type {
        EVENT,
        REQUEST_RESPONSE,
        DRY_RUN
    }

    /** Whether a path, not decoded, is that of the operation. */
    static boolean isAt(String path) {
        return path.startsWith(BEFORE_NAME)
                && path.endsWith(AFTER_NAME)
                && path.indexOf('/', BEFORE_NAME.length()) == path.length() - AFTER_NAME.length();
    }

    static InvokeRequest read(RequestHead request, String path) throws ApiException {
        if (request.method() != HttpMethod.POST) {
            throw new ApiException(ApiError.methodNotAllowed());
        }
        var headers = request.headers();
        checkMedia(headers);
        var name = path.substring(BEFORE_NAME.length(), path.length() - AFTER_NAME.length());
        var address = FunctionAddress.parse(decoded(name), qualifier(request.target()));
        var context = headers.get("X-Amz-Client-Context");
        return new InvokeRequest(
                address,
                type(headers),
                wantsLog(headers),
                context == null || context.isEmpty()
                        ? Optional.empty()
                        : Optional.of(ClientContext.decode(context)),
                Optional.ofNullable(headers.get("X-Amz-Tenant-Id")));
    }

    /** Which media type a payload claims to have never matters, except where it cannot be one. */
    private static void checkMedia(HttpHeaders headers) throws ApiException {
        var type = headers.get(HttpHeaderNames.CONTENT_TYPE);
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            throw new ApiException(
                    ApiError.unsupportedMedia("The payload of an invocation is JSON, not a form."));
        }
        var encoding = headers.get(HttpHeaderNames.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new ApiException(
                    ApiError.unsupportedMedia("The payload of an invocation is not compressed."));
        }
    }

    private static String decoded(String segment) throws ApiException {
        try {
            return segment.indexOf('%') < 0
                    ? segment
                    : QueryStringDecoder.decodeComponent(segment.replace("+", "%2B"));
        } catch (IllegalArgumentException _) {
            // A broken escape is no part of a name: the pattern refuses it.
            return segment;
        }
    }

    private static Optional<String> qualifier(String target) throws ApiException {
        if (target.indexOf('?') < 0) {
            return Optional.empty();
        }
        try {
            var values = new QueryStringDecoder(target).parameters().get("Qualifier");
            return values == null ? Optional.empty() : Optional.of(values.getFirst());
        } catch (IllegalArgumentException _) {
            throw new ApiException(
                    ApiError.validation(List.of("The query string has a broken escape")));
        }
    }

    private static Type type(HttpHeaders headers) throws ApiException {
        var value = headers.get("X-Amz-Invocation-Type");
        if (value == null) {
            return Type.REQUEST_RESPONSE;
        }
        return switch (value) {
            case "RequestResponse" -> Type.REQUEST_RESPONSE;
            case "Event" -> Type.EVENT;
            case "DryRun" -> Type.DRY_RUN;
            default -> throw notOneOf(value, "invocationType", "[Event, RequestResponse, DryRun]");
        };
    }

    private static boolean wantsLog(HttpHeaders headers) throws ApiException {
        var value = headers.get("X-Amz-Log-Type");
        if (value == null || value.equals("None")) {
            return false;
        }
        if (value.equals("Tail")) {
            return true;
        }
        throw notOneOf(value, "logType", "[None, Tail]");
    }

    private static ApiException notOneOf(String value, String member, String all) {
        return new ApiException(
                ApiError.validation(
                        List.of(
                                "Value '"
                                        + value
                                        + "' at '"
                                        + member
                                        + "' failed to satisfy constraint: Member must satisfy"
                                        + " enum value set: "
                                        + all)));
    }
}
