package dev.kiln.adapters.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-decoding that never fails: a malformed escape stays as it is. */
public final class Percent {

    private Percent() {}

    /** Decodes escapes once as UTF-8; bytes that are not UTF-8 become U+FFFD, plus signs stay. */
    public static String decoded(String text) {
        return text.indexOf('%') < 0 ? text : decoded(text, '+');
    }

    /** As in HTML forms: a plus sign is a space. */
    public static String formDecoded(String text) {
        return text.indexOf('%') < 0 ? text.replace('+', ' ') : decoded(text, ' ');
    }

    /** Whether a percent sign is followed by anything but two hexadecimal digits. */
    public static boolean hasMalformedEscape(String text) {
        for (var at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
            if (byteAt(text, at) < 0) {
                return true;
            }
        }
        return false;
    }

    private static String decoded(String text, char plus) {
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        var bytes = new ByteArrayOutputStream(utf8.length);
        for (var i = 0; i < utf8.length; i++) {
            var escaped = utf8[i] == '%' ? byteAt(utf8, i) : -1;
            if (escaped >= 0) {
                bytes.write(escaped);
                i += 2;
            } else {
                bytes.write(utf8[i] == '+' ? plus : utf8[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int byteAt(String text, int percent) {
        return percent + 2 < text.length()
                ? hexByte(text.charAt(percent + 1), text.charAt(percent + 2))
                : -1;
    }

    private static int byteAt(byte[] text, int percent) {
        return percent + 2 < text.length ? hexByte(text[percent + 1], text[percent + 2]) : -1;
    }

    private static int hexByte(int high, int low) {
        var upper = hexDigit(high);
        var lower = hexDigit(low);
        return upper < 0 || lower < 0 ? -1 : upper * 16 + lower;
    }

    // Character.digit also knows digits of other scripts.
    private static int hexDigit(int c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        var letter = c | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }
}
