package dev.kiln.adapters.http;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.IdSource;
import dev.kiln.adapters.InboundRequest;
import dev.kiln.adapters.RequestIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the value of {@code X-Amzn-Trace-Id}: from the caller's, from W3C's or B3's, or a new one.
 */
public final class TraceHeader {

    public static final String NAME = "x-amzn-trace-id";

    private TraceHeader() {}

    /** The one that the host has chosen, else a gateway's. */
    public static String of(InboundRequest request, IdSource ids, RequestIdentity identity) {
        return identity.traceHeader().isPresent()
                ? identity.traceHeader().get()
                : of(request.headers(), ids, identity.receivedAt());
    }

    /** A value with {@code Root}, {@code Parent} and {@code Sampled}; an arrived root is kept. */
    public static String of(List<HeaderField> headers, IdSource ids, Instant receivedAt) {
        var arrived = Lines.first(headers, NAME);
        if (arrived.isPresent() && part(arrived.get(), "Root=").isPresent()) {
            return part(arrived.get(), "Parent=").isPresent()
                    ? arrived.get()
                    : adopted(arrived.get(), ids);
        }
        var caller = CallerTrace.ofOthers(headers);
        return value(
                caller.traceId().isEmpty()
                        ? ids.traceRoot(receivedAt)
                        : root(caller.traceId().get()),
                caller.parentId().isEmpty() ? ids.segmentId() : caller.parentId().get(),
                caller.sampled().orElse(false));
    }

    /**
     * The value that leads from a span to those below it.
     *
     * @param headers those of the request: what stands beside an arrived root is kept
     * @param traceId 32 hexadecimal digits
     */
    public static String of(
            List<HeaderField> headers, String traceId, String parentId, boolean sampled) {
        var value = value(root(traceId), parentId, sampled);
        var arrived = Lines.first(headers, NAME);
        if (arrived.isEmpty() || part(arrived.get(), "Root=").isEmpty()) {
            return value;
        }
        var rest = rest(arrived.get());
        return rest.isEmpty() ? value : value + ";" + String.join(";", rest);
    }

    private static String value(String root, String parentId, boolean sampled) {
        return "Root=" + root + ";Parent=" + parentId + ";Sampled=" + (sampled ? 1 : 0);
    }

    /** A trace's id as X-Ray writes it. */
    private static String root(String traceId) {
        return "1-" + traceId.substring(0, 8) + "-" + traceId.substring(8);
    }

    /**
     * @param key with its equals sign
     */
    static Optional<String> part(String header, String key) {
        for (var part : header.split(";", -1)) {
            var trimmed = part.trim();
            if (trimmed.startsWith(key) && trimmed.length() > key.length()) {
                return Optional.of(trimmed.substring(key.length()));
            }
        }
        return Optional.empty();
    }

    private static List<String> rest(String header) {
        var rest = new ArrayList<String>();
        for (var part : header.split(";", -1)) {
            var trimmed = part.trim();
            if (!trimmed.isEmpty()
                    && !trimmed.startsWith("Root=")
                    && !trimmed.startsWith("Parent=")
                    && !trimmed.startsWith("Sampled=")) {
                rest.add(trimmed);
            }
        }
        return rest;
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
        if (part(header, "Sampled=").isEmpty()) {
            rest.addFirst("Sampled=0");
        }
        return root + ";Parent=" + ids.segmentId() + ";" + String.join(";", rest);
    }
}
