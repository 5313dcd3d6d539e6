package dev.kiln.runtime.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of an HTTP request to a function when its answer has left. There is one only where
 * requests are traced.
 *
 * @param function empty if the request named none that is here
 * @param traceId 32 hexadecimal digits
 * @param parentId of the caller's span
 * @param spanId of the request's own
 * @param route a pattern of paths, if it is known
 * @param target as it was sent, with its query
 * @param authority the {@code Host} header
 * @param protocol version of HTTP: {@code 1.1}
 * @param userAgent empty if the caller did not name it
 * @param status empty if the caller went away before
 */
public record RequestReport(
        String function,
        String traceId,
        Optional<String> parentId,
        String spanId,
        Instant startedAt,
        Duration took,
        String method,
        Optional<String> route,
        String target,
        String authority,
        String protocol,
        String peer,
        String userAgent,
        OptionalInt status)
        implements Report {}
