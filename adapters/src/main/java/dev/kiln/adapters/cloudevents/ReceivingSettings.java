package dev.kiln.adapters.cloudevents;

import dev.kiln.adapters.SettingText;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a receiver of events takes.
 *
 * @param batches whether several events may come in one request
 * @param lenient take what KLR took: any attribute makes an event, and none is required
 * @param maxDataBytes longest data of one event
 */
public record ReceivingSettings(boolean batches, boolean lenient, int maxDataBytes) {

    /** 6 MiB: what Lambda takes in a synchronous invocation. */
    private static final int LAMBDA_PAYLOAD_LIMIT = 6 * 1024 * 1024;

    /**
     * Reads {@code event-batches}, {@code klr} and {@code max-event-size}.
     *
     * @param setting from a name to its value
     * @throws IllegalArgumentException if a value cannot be meant; the message names setting, value
     *     and rule
     */
    public static ReceivingSettings read(Function<String, Optional<String>> setting) {
        var text = new SettingText(setting);
        return new ReceivingSettings(
                text.flag("event-batches", true),
                text.flag("klr", false),
                text.size("max-event-size", LAMBDA_PAYLOAD_LIMIT));
    }

    /**
     * Longest body that can be worth reading: Base64 makes four bytes of three, escapes and
     * attributes need room too. Batches have no more.
     */
    public int maxBodyBytes() {
        return (int) Math.min(2L * maxDataBytes + 65_536, Integer.MAX_VALUE - 8);
    }
}
