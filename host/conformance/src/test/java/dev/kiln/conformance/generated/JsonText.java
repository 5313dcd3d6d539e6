package dev.kiln.conformance.generated;

import java.util.random.RandomGenerator;

/**
 * Writes JSON in many spellings: with blanks, escapes where none are needed and, if loose, with the
 * liberties that AWS's mapper allows and some that it does not.
 */
final class JsonText {

    private final RandomGenerator random;
    private final boolean loose;
    private final boolean spaced;

    JsonText(RandomGenerator random, boolean loose) {
        this.random = random;
        this.loose = loose;
        spaced = random.nextInt(3) == 0;
    }

    String blank() {
        if (!spaced) {
            return "";
        }
        return switch (random.nextInt(6)) {
            case 0 -> " ";
            case 1 -> "\n  ";
            case 2 -> "\t";
            case 3 -> loose && random.nextInt(30) == 0 ? "/* comment */" : "\r\n";
            default -> "";
        };
    }

    String name(String name) {
        if (loose && name.matches("[A-Za-z_][A-Za-z0-9_]*") && random.nextInt(3) == 0) {
            return name;
        }
        return string(name);
    }

    String string(String value) {
        var quote = loose && random.nextInt(4) == 0 ? '\'' : '"';
        var text = new StringBuilder().append(quote);
        for (var i = 0; i < value.length(); i++) {
            append(value.charAt(i), quote, text);
        }
        return text.append(quote).toString();
    }

    String separator() {
        return blank() + (loose && random.nextInt(100) == 0 ? ",," : ",") + blank();
    }

    String closing(String bracket) {
        return blank() + (loose && random.nextInt(60) == 0 ? "," : "") + bracket;
    }

    private void append(char c, char quote, StringBuilder text) {
        var mustEscape = c == quote || c == '\\' || (c < ' ' && !(loose && random.nextBoolean()));
        if (!mustEscape && random.nextInt(40) != 0) {
            // A lone surrogate has no UTF-8 form.
            text.append(Character.isSurrogate(c) ? escaped(c) : c);
            return;
        }
        var shortForm = "\"\\/\b\f\n\r\t".indexOf(c);
        if (shortForm >= 0 && random.nextInt(3) != 0) {
            text.append('\\').append("\"\\/bfnrt".charAt(shortForm));
        } else if (loose && c >= ' ' && c < 0x7f && "bfnrtu".indexOf(c) < 0) {
            text.append('\\').append(c);
        } else {
            text.append(escaped(c));
        }
    }

    private String escaped(char c) {
        return (random.nextBoolean() ? "\\u%04x" : "\\u%04X").formatted((int) c);
    }
}
