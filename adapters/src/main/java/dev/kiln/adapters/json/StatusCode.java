package dev.kiln.adapters.json;

import java.util.OptionalInt;

/** Final HTTP status codes in textual form. */
final class StatusCode {

    private StatusCode() {}

    /** Empty for anything but 200 to 599 in three digits. */
    static OptionalInt parse(String text) {
        if (text.length() != 3) {
            return OptionalInt.empty();
        }
        var status = 0;
        for (var i = 0; i < 3; i++) {
            var digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalInt.empty();
            }
            status = status * 10 + digit;
        }
        return status >= 200 && status <= 599 ? OptionalInt.of(status) : OptionalInt.empty();
    }
}
