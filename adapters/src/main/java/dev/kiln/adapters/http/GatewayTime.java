package dev.kiln.adapters.http;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times as gateways write them. */
public final class GatewayTime {

    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private GatewayTime() {}

    /** {@code dd/MMM/yyyy:HH:mm:ss +0000}, in English whatever the locale. */
    public static String of(Instant time) {
        var utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
        var text = new StringBuilder(26);
        twoDigits(text, utc.getDayOfMonth());
        var month = utc.getMonthValue() * 3;
        text.append('/').append(MONTHS, month - 3, month).append('/').append(utc.getYear());
        twoDigits(text.append(':'), utc.getHour());
        twoDigits(text.append(':'), utc.getMinute());
        twoDigits(text.append(':'), utc.getSecond());
        return text.append(" +0000").toString();
    }

    private static void twoDigits(StringBuilder text, int value) {
        text.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
    }
}
