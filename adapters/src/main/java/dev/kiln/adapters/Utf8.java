package dev.kiln.adapters;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Looks at bytes that claim to be text. */
public final class Utf8 {

    private static final long NOT_ASCII = 0x8080808080808080L;

    private Utf8() {}

    /** Whether decoding loses nothing: no stray, missing, overlong or surrogate sequences. */
    public static boolean isValid(byte[] bytes) {
        var words = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        var lastWord = bytes.length - Long.BYTES;
        var at = 0;
        while (at < bytes.length) {
            if (at <= lastWord && (words.getLong(at) & NOT_ASCII) == 0) {
                at += Long.BYTES;
                continue;
            }
            if (bytes[at] >= 0) {
                at++;
                continue;
            }
            var length = sequenceLength(bytes, at);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /** The same text; surrogates without their other half, which UTF-8 cannot have, become '?'. */
    public static String wellFormed(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            }
        }
        return text;
    }

    /** Length of the well-formed sequence of two to four bytes (Unicode, table 3-7), or 0. */
    private static int sequenceLength(byte[] bytes, int at) {
        var first = bytes[at] & 0xFF;
        var length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > bytes.length) {
            return 0;
        }
        var second = bytes[at + 1] & 0xFF;
        var lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        var highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (var i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}
