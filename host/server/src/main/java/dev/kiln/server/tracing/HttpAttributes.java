package dev.kiln.server.tracing;

import static io.opentelemetry.semconv.HttpAttributes.HTTP_REQUEST_METHOD;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_REQUEST_METHOD_ORIGINAL;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_RESPONSE_STATUS_CODE;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_ROUTE;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PEER_ADDRESS;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PROTOCOL_VERSION;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_ADDRESS;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_PORT;
import static io.opentelemetry.semconv.UrlAttributes.URL_PATH;
import static io.opentelemetry.semconv.UrlAttributes.URL_SCHEME;
import static io.opentelemetry.semconv.UserAgentAttributes.USER_AGENT_ORIGINAL;

import dev.kiln.frontdoor.request.RequestPath;
import dev.kiln.runtime.report.RequestReport;
import io.opentelemetry.api.trace.SpanBuilder;
import java.util.Optional;
import java.util.Set;

/**
 * What OpenTelemetry's conventions want to know of a request to a server. The query is left out: it
 * may hold what nobody should read in a trace.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/http/http-spans/">conventions</a>
 */
final class HttpAttributes {

    private static final Set<String> KNOWN_METHODS =
            Set.of(
                    "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH",
                    "QUERY");

    private HttpAttributes() {}

    /** Few different ones: a path that nobody declared is no part of it. */
    static String spanName(RequestReport request) {
        var method = KNOWN_METHODS.contains(request.method()) ? request.method() : "HTTP";
        return request.route().map(it -> method + " " + it).orElse(method);
    }

    static void set(RequestReport request, SpanBuilder span) {
        if (KNOWN_METHODS.contains(request.method())) {
            span.setAttribute(HTTP_REQUEST_METHOD, request.method());
        } else {
            span.setAttribute(HTTP_REQUEST_METHOD, "_OTHER");
            span.setAttribute(HTTP_REQUEST_METHOD_ORIGINAL, request.method());
        }
        request.route().ifPresent(it -> span.setAttribute(HTTP_ROUTE, it));
        span.setAttribute(URL_SCHEME, "http");
        span.setAttribute(URL_PATH, RequestPath.of(request.target()));
        span.setAttribute(NETWORK_PROTOCOL_VERSION, request.protocol());
        request.status().ifPresent(it -> span.setAttribute(HTTP_RESPONSE_STATUS_CODE, (long) it));
        if (!request.peer().isEmpty()) {
            span.setAttribute(NETWORK_PEER_ADDRESS, request.peer());
        }
        if (!request.userAgent().isEmpty()) {
            span.setAttribute(USER_AGENT_ORIGINAL, request.userAgent());
        }
        server(request.authority(), span);
    }

    private static void server(String authority, SpanBuilder span) {
        var colon = authority.lastIndexOf(':');
        var hasPort = colon > authority.lastIndexOf(']');
        var host = hasPort ? authority.substring(0, colon) : authority;
        if (!host.isEmpty()) {
            span.setAttribute(SERVER_ADDRESS, host);
        }
        var port = hasPort ? authority.substring(colon + 1) : "";
        if (!port.isEmpty() && port.length() < 6 && port.chars().allMatch(Character::isDigit)) {
            span.setAttribute(SERVER_PORT, Long.parseLong(port));
        }
    }

    /** A caller's own fault is no error of a server's. */
    static Optional<String> error(RequestReport request) {
        if (request.status().isEmpty()) {
            return Optional.of("client_disconnected");
        }
        var status = request.status().getAsInt();
        return status >= 500 ? Optional.of(Integer.toString(status)) : Optional.empty();
    }
}
