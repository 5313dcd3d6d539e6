package dev.kiln.adapters;

/** What the handler wrote is no response in its payload format; the message is for the log. */
public final class MalformedResultException extends Exception {

    private static final int LONGEST_NAME = 60;

    private final String problem;

    public MalformedResultException(String message) {
        super(message);
        problem = message;
    }

    /** The message. */
    public String problem() {
        return problem;
    }

    /** A name from the result, short and printable enough for a line of a log. */
    public static String shown(String name) {
        var shown = new StringBuilder("'");
        for (var i = 0; i < Math.min(name.length(), LONGEST_NAME); i++) {
            var c = name.charAt(i);
            shown.append(c < ' ' || c > '~' ? '?' : c);
        }
        return shown.append(name.length() > LONGEST_NAME ? "…'" : "'").toString();
    }
}
