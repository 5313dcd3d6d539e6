package dev.kiln.frontdoor.sink;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * What a sink's answer means.
 *
 * @see <a href="https://github.com/knative/specs/blob/main/specs/eventing/data-plane.md">Knative's
 *     data plane contract</a>
 */
final class SinkStatus {

    private SinkStatus() {}

    static boolean isTaken(int status) {
        return status >= 200 && status < 300;
    }

    /** Whether the same event may be sent again. */
    static boolean mayPass(int status) {
        return switch (status) {
            case 404, 408, 409, 429 -> true;
            default -> status >= 500;
        };
    }

    /** How long the sink wants to be left alone, if it is overloaded. */
    static Optional<Duration> retryAfter(int status, HttpHeaders headers, InstantSource clock) {
        var value = headers.get(HttpHeaderNames.RETRY_AFTER);
        if (value == null || (status != 429 && status != 503)) {
            return Optional.empty();
        }
        try {
            var seconds = Long.parseLong(value.trim());
            return seconds < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
        } catch (NumberFormatException _) {
            return until(value.trim(), clock);
        }
    }

    private static Optional<Duration> until(String date, InstantSource clock) {
        try {
            var time = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
            var wait = Duration.between(clock.instant(), time);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
