package dev.kiln.adapters.http;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.IdSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the value of {@code X-Amzn-Trace-Id}: from the caller's, from W3C's, or a new one. */
public final class TraceHeader {

    public static final String NAME = "x-amzn-trace-id";

    private static final int TRACEPARENT_LENGTH = 55;

    private TraceHeader() {}

    /** A value with {@code Root}, {@code Parent} and {@code Sampled}; an arrived root is kept. */
    public static String of(List<HeaderField> headers, IdSource ids, Instant receivedAt) {
        var arrived = Lines.first(headers, NAME);
        if (arrived.isPresent() && has(arrived.get(), "Root=")) {
            return has(arrived.get(), "Parent=") ? arrived.get() : adopted(arrived.get(), ids);
        }
        var traceparent = Lines.first(headers, "traceparent");
        if (traceparent.isPresent()) {
            var derived = fromTraceparent(traceparent.get());
            if (derived.isPresent()) {
                return derived.get();
            }
        }
        return "Root=" + ids.traceRoot(receivedAt) + ";Parent=" + ids.segmentId() + ";Sampled=0";
    }

    private static boolean has(String header, String key) {
        for (var part : header.split(";", -1)) {
            var trimmed = part.trim();
            if (trimmed.startsWith(key) && trimmed.length() > key.length()) {
                return true;
            }
        }
        return false;
    }

    private static String adopted(String header, IdSource ids) {
        var rest = new ArrayList<String>();
        var root = "";
        for (var part : header.split(";", -1)) {
            var trimmed = part.trim();
            if (trimmed.startsWith("Root=")) {
                root = trimmed;
            } else if (!trimmed.isEmpty() && !trimmed.equals("Parent=")) {
                rest.add(trimmed);
            }
        }
        if (!has(header, "Sampled=")) {
            rest.addFirst("Sampled=0");
        }
        return root + ";Parent=" + ids.segmentId() + ";" + String.join(";", rest);
    }

    // version "-" trace-id "-" parent-id "-" flags, https://www.w3.org/TR/trace-context/
    private static Optional<String> fromTraceparent(String value) {
        var header = value.trim();
        var wellFormed =
                header.length() >= TRACEPARENT_LENGTH
                        && isHex(header, 0, 2)
                        && header.charAt(2) == '-'
                        && isHex(header, 3, 35)
                        && header.charAt(35) == '-'
                        && isHex(header, 36, 52)
                        && header.charAt(52) == '-'
                        && isHex(header, 53, 55);
        if (!wellFormed
                || header.startsWith("ff")
                || isZero(header, 3, 35)
                || isZero(header, 36, 52)
                || !hasValidEnd(header)) {
            return Optional.empty();
        }
        var sampled = Character.digit(header.charAt(54), 16) & 1;
        return Optional.of(
                "Root=1-"
                        + header.substring(3, 11)
                        + "-"
                        + header.substring(11, 35)
                        + ";Parent="
                        + header.substring(36, 52)
                        + ";Sampled="
                        + sampled);
    }

    // Versions after 00 may append further parts.
    private static boolean hasValidEnd(String header) {
        return header.length() == TRACEPARENT_LENGTH
                || (!header.startsWith("00") && header.charAt(TRACEPARENT_LENGTH) == '-');
    }

    private static boolean isHex(String text, int from, int to) {
        for (var i = from; i < to; i++) {
            var c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(String text, int from, int to) {
        for (var i = from; i < to; i++) {
            if (text.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }
}
