package dev.kiln.adapters;

import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * Makes the ids that gateways give to requests. They identify, they do not protect: any evenly
 * distributed bits will do.
 */
public final class IdSource {

    private static final String GATEWAY_ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final HexFormat HEX = HexFormat.of();

    private final LongSupplier randomBits;

    /**
     * @param randomBits 64 random bits per call, from any thread
     */
    public IdSource(LongSupplier randomBits) {
        this.randomBits = randomBits;
    }

    public static IdSource random() {
        return new IdSource(() -> ThreadLocalRandom.current().nextLong());
    }

    /** A random UUID in lower case: Lambda's and REST APIs' request ids. */
    public String uuid() {
        var versioned = (randomBits.getAsLong() & ~0xF000L) | 0x4000L;
        var variant = (randomBits.getAsLong() & ~(3L << 62)) | (2L << 62);
        return new UUID(versioned, variant).toString();
    }

    /** 15 characters and an equals sign: an HTTP API's request id, a REST API's extended one. */
    public String gatewayId() {
        var id = new StringBuilder(16);
        var bits = randomBits.getAsLong();
        for (var i = 0; i < 15; i++) {
            if (i == 10) {
                bits = randomBits.getAsLong();
            }
            id.append(GATEWAY_ALPHABET.charAt((int) bits & 63));
            bits >>>= 6;
        }
        return id.append('=').toString();
    }

    /** {@code 1-<seconds, 8 hex digits>-<24 hex digits>}, as X-Ray writes it. */
    public String traceRoot(Instant time) {
        return "1-"
                + HEX.toHexDigits(time.getEpochSecond(), 8)
                + "-"
                + HEX.toHexDigits(randomBits.getAsLong(), 8)
                + HEX.toHexDigits(randomBits.getAsLong());
    }

    /** 16 hex digits. */
    public String segmentId() {
        return HEX.toHexDigits(randomBits.getAsLong());
    }
}
