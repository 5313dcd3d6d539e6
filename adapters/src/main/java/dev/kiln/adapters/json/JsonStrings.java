package dev.kiln.adapters.json;

import dev.kiln.adapters.Utf8;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * The contents of JSON strings, from bytes to bytes. The library makes characters of them first and
 * looks at one after the other, which for long bodies costs ten times as much.
 */
final class JsonStrings {

    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH_BITS = EACH << 7;
    private static final long CONTROLS = 0x20 * EACH;
    private static final long QUOTES = '"' * EACH;
    private static final long BACKSLASHES = '\\' * EACH;

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    /** What follows the backslash where that is one letter, by the character that it stands for. */
    private static final byte[] LETTERS = new byte[128];

    static {
        LETTERS['\b'] = 'b';
        LETTERS['\t'] = 't';
        LETTERS['\n'] = 'n';
        LETTERS['\f'] = 'f';
        LETTERS['\r'] = 'r';
        LETTERS['"'] = '"';
        LETTERS['\\'] = '\\';
    }

    private JsonStrings() {}

    /**
     * What stands between the quotes, escaped no more than JSON asks for; the same if nothing is.
     *
     * @return null if so much has to be escaped that the library is faster
     */
    static byte @Nullable [] escaped(byte[] utf8) {
        var text = words(utf8);
        var length = utf8.length;
        var escapes = 0;
        for (var at = plainUntil(text, 0); at < utf8.length; at = plainUntil(text, at + 1)) {
            length += LETTERS[utf8[at]] == 0 ? 5 : 1;
            escapes++;
            if (areMany(escapes, at)) {
                return null;
            }
        }
        if (length == utf8.length) {
            return utf8;
        }
        var escaped = ByteBuffer.allocate(length);
        var from = 0;
        for (var at = plainUntil(text, 0); at < utf8.length; at = plainUntil(text, from)) {
            escaped.put(utf8, from, at - from);
            escape(utf8[at], escaped);
            from = at + 1;
        }
        return escaped.put(utf8, from, utf8.length - from).array();
    }

    /** So many that the library is faster. */
    private static boolean areMany(int escapes, int among) {
        return escapes > 8 + among / 64;
    }

    private static void escape(byte special, ByteBuffer escaped) {
        escaped.put((byte) '\\');
        if (LETTERS[special] != 0) {
            escaped.put(LETTERS[special]);
        } else {
            escaped.put((byte) 'u').put((byte) '0').put((byte) '0');
            escaped.put(HEX[special >> 4]).put(HEX[special & 0xF]);
        }
    }

    /**
     * The text of a string as UTF-8.
     *
     * @param json stands at the string; what is wrong with it may show only when it goes on
     * @param source what the parser reads
     */
    static byte[] read(JsonParser json, byte[] source) {
        var text = unescaped(source, (int) json.currentTokenLocation().getByteOffset() + 1);
        return text == null ? json.getString().getBytes(StandardCharsets.UTF_8) : text;
    }

    /**
     * @param start behind the opening quote
     * @return null if it takes more than well-formed text and few escapes to understand it
     */
    private static byte @Nullable [] unescaped(byte[] json, int start) {
        var source = words(json);
        var end = plainUntil(source, start);
        var escapes = 0;
        while (end < json.length - 1 && json[end] == '\\') {
            escapes++;
            if (areMany(escapes, end - start)) {
                return null;
            }
            end = plainUntil(source, end + 2);
        }
        if (end >= json.length || json[end] != '"') {
            return null;
        }
        // Whatever an escape stands for takes a byte less at least.
        var text = ByteBuffer.allocate(end - start - escapes);
        for (var from = start; from < end; ) {
            var at = plainUntil(source, from);
            text.put(json, from, at - from);
            from = at == end ? end : unescape(source, at + 1, text);
            if (from < 0) {
                return null;
            }
        }
        var whole =
                text.hasRemaining() ? Arrays.copyOf(text.array(), text.position()) : text.array();
        return Utf8.isValid(whole) ? whole : null;
    }

    /**
     * @param at behind the backslash
     * @return behind the escape; negative if it is none
     */
    private static int unescape(ByteBuffer source, int at, ByteBuffer text) {
        var letter = source.get(at);
        if (letter == 'u') {
            return unescapeUnit(source, at + 1, text);
        }
        var character =
                switch (letter) {
                    case '"', '\\', '/' -> letter;
                    case 'b' -> '\b';
                    case 't' -> '\t';
                    case 'n' -> '\n';
                    case 'f' -> '\f';
                    case 'r' -> '\r';
                    default -> 0;
                };
        text.put((byte) character);
        return character == 0 ? -1 : at + 1;
    }

    private static int unescapeUnit(ByteBuffer source, int at, ByteBuffer text) {
        var unit = unit(source, at);
        if (unit < 0 || Character.isLowSurrogate((char) unit)) {
            return -1;
        }
        if (!Character.isHighSurrogate((char) unit)) {
            put(unit, text);
            return at + 4;
        }
        var isEscape =
                at + 6 <= source.limit() && source.get(at + 4) == '\\' && source.get(at + 5) == 'u';
        var low = isEscape ? unit(source, at + 6) : -1;
        if (low < 0 || !Character.isLowSurrogate((char) low)) {
            return -1;
        }
        put(Character.toCodePoint((char) unit, (char) low), text);
        return at + 10;
    }

    private static int unit(ByteBuffer source, int at) {
        if (at + 4 > source.limit()) {
            return -1;
        }
        var unit = 0;
        for (var i = 0; i < 4; i++) {
            var digit = Character.digit(source.get(at + i), 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    private static void put(int codePoint, ByteBuffer text) {
        if (codePoint < 0x80) {
            text.put((byte) codePoint);
        } else {
            text.put(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static ByteBuffer words(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    /** Where the next control character, quote or backslash stands, or else the end. */
    private static int plainUntil(ByteBuffer text, int from) {
        var at = from;
        var lastWord = text.limit() - Long.BYTES;
        while (at <= lastWord && !hasSpecial(text.getLong(at))) {
            at += Long.BYTES;
        }
        while (at < text.limit() && !isSpecial(text.get(at))) {
            at++;
        }
        return at;
    }

    private static boolean isSpecial(byte one) {
        return one >= 0 && one < 0x20 || one == '"' || one == '\\';
    }

    /** The same for eight at once: a byte below the subtrahend borrows, and sets its high bit. */
    private static boolean hasSpecial(long eight) {
        var quotes = eight ^ QUOTES;
        var backslashes = eight ^ BACKSLASHES;
        var found =
                eight - CONTROLS & ~eight
                        | quotes - EACH & ~quotes
                        | backslashes - EACH & ~backslashes;
        return (found & HIGH_BITS) != 0;
    }
}
