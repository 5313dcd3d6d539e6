package dev.kiln.adapters.http;

import dev.kiln.adapters.Utf8;
import java.nio.charset.StandardCharsets;

/** Text of a message's head: one character per byte on the wire, text in events and results. */
final class WireText {

    private WireText() {}

    /** Bytes above ASCII are read as UTF-8 if they are, else as Latin-1. */
    static String decoded(String wire) {
        if (isAscii(wire)) {
            return wire;
        }
        var bytes = wire.getBytes(StandardCharsets.ISO_8859_1);
        return Utf8.isValid(bytes) ? new String(bytes, StandardCharsets.UTF_8) : wire;
    }

    /** Latin-1 as it is; a value with any other character as the bytes of its UTF-8 form. */
    static String encoded(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xFF) {
                return new String(
                        text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            }
        }
        return text;
    }

    private static boolean isAscii(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }
}
