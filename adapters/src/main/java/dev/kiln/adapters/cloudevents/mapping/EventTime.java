package dev.kiln.adapters.cloudevents.mapping;

import dev.kiln.adapters.json.JsonValue;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** When events happened, and how AWS spells that. */
final class EventTime {

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /** Where a number of seconds would be in the year 5138. */
    private static final double LEAST_MILLIS = 1e11;

    /** The end of the year 9999. */
    private static final double MOST_MILLIS = 253_402_300_799_999d;

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter RABBITMQ =
            DateTimeFormatter.ofPattern("MMM d, uuuu, h:mm:ss a", Locale.US)
                    .withZone(ZoneOffset.UTC);

    private EventTime() {}

    /** What the event says, else the time of the clock. */
    static Instant of(EventData event, InstantSource clock) throws UnmappableEventException {
        var said = said(event);
        return said.isPresent() ? said.get() : clock.instant();
    }

    /**
     * @return empty if the event says nothing
     */
    static Optional<Instant> said(EventData event) throws UnmappableEventException {
        var time = event.attribute("time");
        if (time.isEmpty()) {
            return Optional.empty();
        }
        var parsed = parse(time.get());
        if (parsed.isEmpty()) {
            throw UnmappableEventException.wrong(
                    "Attribute time is no time by RFC 3339, such as 2020-10-06T09:15:09.495Z.");
        }
        return parsed;
    }

    /** RFC 3339. */
    static Optional<Instant> parse(String text) {
        try {
            var time = OffsetDateTime.parse(text).toInstant();
            return time.isBefore(FIRST) || time.isAfter(LAST)
                    ? Optional.empty()
                    : Optional.of(time);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** {@code 1970-01-01T00:00:00.000Z} */
    static String millis(Instant time) {
        return MILLIS.format(time);
    }

    /** {@code Jan 1, 1970, 12:33:41 AM} */
    static String rabbitmq(Instant time) {
        return RABBITMQ.format(time);
    }

    /** As a JSON number with as many decimals as it takes. */
    static String epochSeconds(Instant time) {
        return decimal(
                BigDecimal.valueOf(time.getEpochSecond())
                        .add(BigDecimal.valueOf(time.getNano(), 9)));
    }

    /**
     * The same of a time that is text by RFC 3339, or a number of seconds or milliseconds.
     *
     * @return empty if it is neither
     */
    static Optional<String> epochSeconds(JsonValue time) {
        var text = time.string();
        return switch (time.kind()) {
            case STRING -> parse(text).map(EventTime::epochSeconds);
            case NUMBER -> ofNumber(text);
            default -> Optional.empty();
        };
    }

    private static Optional<String> ofNumber(String number) {
        var value = Double.parseDouble(number);
        if (value < 0 || value > MOST_MILLIS || number.length() > 40) {
            return Optional.empty();
        }
        return Optional.of(
                value < LEAST_MILLIS ? number : decimal(new BigDecimal(number).movePointLeft(3)));
    }

    private static String decimal(BigDecimal seconds) {
        return seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
    }
}
