package dev.kiln.adapters.routes;

/** What stands between two slashes of a route's template. */
public sealed interface RouteSegment {

    /** The variable's name; empty for a literal. */
    String name();

    /** These characters and no others; none is a slash at the end of the template. */
    record Literal(String text) implements RouteSegment {

        @Override
        public String name() {
            return "";
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** One segment, whatever it is. */
    record Variable(String name) implements RouteSegment {

        @Override
        public String toString() {
            return "{" + name + "}";
        }
    }

    /** One segment or more, up to the end. */
    record Greedy(String name) implements RouteSegment {

        @Override
        public String toString() {
            return "{" + name + "+}";
        }
    }

    /**
     * @throws IllegalArgumentException if braces are not where they belong
     */
    static RouteSegment parse(String text) {
        if (!text.startsWith("{") || !text.endsWith("}")) {
            if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
                throw new IllegalArgumentException(
                        "'"
                                + text
                                + "' mixes text and a variable; a variable takes a whole segment");
            }
            if (text.indexOf('?') >= 0 || text.indexOf('#') >= 0 || text.indexOf(' ') >= 0) {
                throw new IllegalArgumentException(
                        "'" + text + "' holds a character that a path cannot have");
            }
            return new Literal(text);
        }
        var inner = text.substring(1, text.length() - 1);
        var greedy = inner.endsWith("+");
        var name = greedy ? inner.substring(0, inner.length() - 1) : inner;
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "'"
                            + text
                            + "' has no variable name of letters, digits, dots, dashes, colons and"
                            + " underscores");
        }
        return greedy ? new Greedy(name) : new Variable(name);
    }

    private static boolean isName(String name) {
        for (var i = 0; i < name.length(); i++) {
            var c = name.charAt(i);
            var legal =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || "._-:$".indexOf(c) >= 0;
            if (!legal) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
