package dev.kiln.adapters.http;

/** Looks at bytes that claim to be text. */
final class Utf8 {

    private Utf8() {}

    /** Whether decoding loses nothing: no stray, missing, overlong or surrogate sequences. */
    static boolean isValid(byte[] bytes) {
        var at = 0;
        while (at < bytes.length) {
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
