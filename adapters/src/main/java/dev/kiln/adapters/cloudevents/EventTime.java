package dev.kiln.adapters.cloudevents;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * Times by RFC 3339. The JDK's own formats know neither leap seconds nor more than nine digits of a
 * second, and take times without seconds.
 */
final class EventTime {

    private static final Pattern FORM =
            Pattern.compile(
                    "(\\d{4})-(\\d{2})-(\\d{2})[Tt]([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)"
                            + "(\\.\\d+)?([Zz]|[+-]([01]\\d|2[0-3]):[0-5]\\d)");

    private EventTime() {}

    static boolean isTime(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            return false;
        }
        try {
            var _ =
                    LocalDate.of(
                            Integer.parseInt(parts.group(1)),
                            Integer.parseInt(parts.group(2)),
                            Integer.parseInt(parts.group(3)));
            return true;
        } catch (DateTimeException _) {
            return false;
        }
    }
}
