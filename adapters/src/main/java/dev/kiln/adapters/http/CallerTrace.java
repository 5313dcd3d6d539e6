package dev.kiln.adapters.http;

import dev.kiln.adapters.HeaderField;
import java.util.List;
import java.util.Optional;

/**
 * The trace that a caller wants continued: by AWS's header, else by W3C's, else by B3's in one
 * header or in several. A header that is not well formed counts as none.
 *
 * @param traceId 32 hexadecimal digits in lower case; empty if the caller only says whether to
 *     sample
 * @param parentId 16 such digits: the caller's span; empty if it has none
 * @param sampled what the caller has decided, if it has
 */
public record CallerTrace(
        Optional<String> traceId, Optional<String> parentId, Optional<Boolean> sampled) {

    private static final CallerTrace NONE =
            new CallerTrace(Optional.empty(), Optional.empty(), Optional.empty());
    private static final int TRACE_DIGITS = 32;
    private static final int SPAN_DIGITS = 16;
    private static final int TRACEPARENT_LENGTH = 55;

    /** Nothing of it is there if the caller sent none. */
    public static CallerTrace of(List<HeaderField> headers) {
        var aws = Lines.first(headers, TraceHeader.NAME);
        var found = aws.isEmpty() ? Optional.<CallerTrace>empty() : ofAws(aws.get());
        return found.isEmpty() ? ofOthers(headers) : found.get();
    }

    /**
     * Without AWS's header. On the way of the first answer: no lambdas, which cost a start time.
     */
    static CallerTrace ofOthers(List<HeaderField> headers) {
        var traceparent = Lines.first(headers, "traceparent");
        var found =
                traceparent.isEmpty() ? Optional.<CallerTrace>empty() : ofW3c(traceparent.get());
        if (found.isPresent()) {
            return found.get();
        }
        var b3 = Lines.first(headers, "b3");
        found = b3.isEmpty() ? Optional.empty() : ofB3(b3.get());
        return found.isEmpty() ? ofB3Fields(headers) : found.get();
    }

    /** The 32 digits in {@code Root=1-xxxxxxxx-yyyyyyyyyyyyyyyyyyyyyyyy}. */
    static Optional<CallerTrace> ofAws(String header) {
        var root = TraceHeader.part(header, "Root=").orElse("");
        if (root.length() != 35 || !root.startsWith("1-") || root.charAt(10) != '-') {
            return Optional.empty();
        }
        var traceId = id(root.substring(2, 10) + root.substring(11), TRACE_DIGITS);
        return traceId.map(it ->
                new CallerTrace(
                        traceId,
                        TraceHeader.part(header, "Parent=").flatMap(p -> id(p, SPAN_DIGITS)),
                        TraceHeader.part(header, "Sampled=").flatMap(CallerTrace::decision)));
    }

    // version "-" trace-id "-" parent-id "-" flags, https://www.w3.org/TR/trace-context/
    private static Optional<CallerTrace> ofW3c(String value) {
        var header = value.trim();
        if (header.length() < TRACEPARENT_LENGTH
                || !isHex(header, 0, 2)
                || header.startsWith("ff")
                || header.charAt(2) != '-'
                || header.charAt(35) != '-'
                || header.charAt(52) != '-'
                || !isHex(header, 53, 55)
                || !hasValidEnd(header)) {
            return Optional.empty();
        }
        var traceId = id(header.substring(3, 35), TRACE_DIGITS);
        var parentId = id(header.substring(36, 52), SPAN_DIGITS);
        var sampled = (Character.digit(header.charAt(54), 16) & 1) == 1;
        return traceId.isEmpty() || parentId.isEmpty()
                ? Optional.empty()
                : Optional.of(new CallerTrace(traceId, parentId, Optional.of(sampled)));
    }

    // Versions after 00 may append further parts.
    private static boolean hasValidEnd(String header) {
        return header.length() == TRACEPARENT_LENGTH
                || (!header.startsWith("00") && header.charAt(TRACEPARENT_LENGTH) == '-');
    }

    // trace-id "-" span-id ["-" decision ["-" parent]], or a decision alone:
    // https://github.com/openzipkin/b3-propagation
    private static Optional<CallerTrace> ofB3(String value) {
        var parts = value.trim().split("-", 4);
        if (parts.length == 1) {
            var denied = decision(parts[0]);
            return denied.map(it -> new CallerTrace(Optional.empty(), Optional.empty(), denied));
        }
        return ofB3(parts[0], parts[1], parts.length > 2 ? decision(parts[2]) : Optional.empty());
    }

    private static CallerTrace ofB3Fields(List<HeaderField> headers) {
        var flags = Lines.first(headers, "x-b3-flags");
        var decided = Lines.first(headers, "x-b3-sampled");
        var sampled = decided.isEmpty() ? Optional.<Boolean>empty() : decision(decided.get());
        if (flags.isPresent() && flags.get().equals("1")) {
            sampled = Optional.of(true);
        }
        var traceId = Lines.first(headers, "x-b3-traceid").orElse("");
        var found = ofB3(traceId, Lines.first(headers, "x-b3-spanid").orElse(""), sampled);
        if (found.isPresent()) {
            return found.get();
        }
        return sampled.isEmpty()
                ? NONE
                : new CallerTrace(Optional.empty(), Optional.empty(), sampled);
    }

    private static Optional<CallerTrace> ofB3(
            String trace, String span, Optional<Boolean> sampled) {
        // Older tracers have ids of 64 bits.
        var whole = trace.length() == SPAN_DIGITS ? "0".repeat(SPAN_DIGITS) + trace : trace;
        var traceId = id(whole, TRACE_DIGITS);
        var parentId = id(span, SPAN_DIGITS);
        return traceId.isEmpty() || parentId.isEmpty()
                ? Optional.empty()
                : Optional.of(new CallerTrace(traceId, parentId, sampled));
    }

    private static Optional<Boolean> decision(String text) {
        return switch (text) {
            case "1", "d", "true" -> Optional.of(true);
            case "0", "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<String> id(String text, int digits) {
        return text.length() == digits && isHex(text, 0, digits) && !isZero(text)
                ? Optional.of(text)
                : Optional.empty();
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

    private static boolean isZero(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }
}
