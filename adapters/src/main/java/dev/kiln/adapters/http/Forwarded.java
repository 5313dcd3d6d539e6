package dev.kiln.adapters.http;

import java.util.ArrayList;
import java.util.List;

/**
 * The header {@code Forwarded}.
 *
 * @param nodes the {@code for} of each element, farthest first; "" where an element has none
 * @param proto of the first element that has one, else ""
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7239">RFC 7239</a>
 */
record Forwarded(List<String> nodes, String proto) {

    static Forwarded parse(List<String> lines) {
        var nodes = new ArrayList<String>();
        var proto = "";
        for (var line : lines) {
            for (var element : split(line, ',')) {
                var node = "";
                for (var pair : split(element, ';')) {
                    var equals = pair.indexOf('=');
                    var name = equals < 0 ? "" : pair.substring(0, equals).trim();
                    if (name.equalsIgnoreCase("for")) {
                        node = unquoted(pair.substring(equals + 1).trim());
                    } else if (name.equalsIgnoreCase("proto") && proto.isEmpty()) {
                        proto = unquoted(pair.substring(equals + 1).trim());
                    }
                }
                nodes.add(node);
            }
        }
        return new Forwarded(nodes, proto);
    }

    private static List<String> split(String text, char separator) {
        var parts = new ArrayList<String>();
        var start = 0;
        var quoted = false;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    // No address and no scheme holds a character that a backslash would have to protect.
    private static String unquoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }
}
