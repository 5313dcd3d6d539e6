package dev.kiln.adapters.cloudevents;

import dev.kiln.adapters.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Attributes as values of headers, by the CloudEvents HTTP binding, section 3.1.3.2. */
final class HeaderValues {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private HeaderValues() {}

    /** Spaces, quotes, percent signs and whatever is not printable ASCII as bytes of UTF-8. */
    static String encoded(String text) {
        var encoded = new StringBuilder(text.length());
        for (var one : text.getBytes(StandardCharsets.UTF_8)) {
            if (one > ' ' && one < 0x7F && one != '"' && one != '%') {
                encoded.append((char) one);
            } else {
                encoded.append('%').append(HEX.toHexDigits(one));
            }
        }
        return encoded.toString();
    }

    /**
     * Undoes quotes, then percent signs once. One that begins no escape stays: Knative's senders
     * write values as they are. So bytes that are no ASCII are taken too.
     *
     * @param wire one character per byte
     * @return empty if it is not UTF-8
     */
    static Optional<String> decoded(String wire) {
        var value = unquoted(wire);
        var bytes = new ByteArrayOutputStream(value.length());
        for (var i = 0; i < value.length(); i++) {
            if (isEscape(value, i)) {
                bytes.write(HexFormat.fromHexDigits(value, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(value.charAt(i));
            }
        }
        var utf8 = bytes.toByteArray();
        return Utf8.isValid(utf8)
                ? Optional.of(new String(utf8, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private static String unquoted(String wire) {
        if (wire.length() < 2 || wire.charAt(0) != '"' || wire.charAt(wire.length() - 1) != '"') {
            return wire;
        }
        var text = new StringBuilder(wire.length());
        for (var i = 1; i < wire.length() - 1; i++) {
            var escapes = wire.charAt(i) == '\\' && i < wire.length() - 2;
            text.append(wire.charAt(escapes ? ++i : i));
        }
        return text.toString();
    }

    private static boolean isEscape(String text, int at) {
        return text.charAt(at) == '%'
                && at + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2));
    }
}
