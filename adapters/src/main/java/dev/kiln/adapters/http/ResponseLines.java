package dev.kiln.adapters.http;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.MalformedResultException;
import dev.kiln.adapters.OutboundResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Collects the field lines of a response: only legal ones, and none that would steer the
 * connection.
 */
public final class ResponseLines {

    private static final byte[] EMPTY = {};

    private final boolean head;
    private final List<HeaderField> lines = new ArrayList<>(8);
    private String ownLength = "";
    private Optional<String> reasonPhrase = Optional.empty();

    /**
     * @param method of the request: the answer to HEAD has no body
     */
    public ResponseLines(String method) {
        head = method.equalsIgnoreCase("HEAD");
    }

    /**
     * Adds a line that the function asked for, or leaves it out if it is the server's business.
     *
     * @throws MalformedResultException if name or value cannot stand in a field line
     */
    public void add(String name, String value) throws MalformedResultException {
        if (!isToken(name)) {
            throw new MalformedResultException(
                    "The response header name "
                            + MalformedResultException.shown(name)
                            + " is not one: letters, digits and !#$%&'*+-.^_`|~ are allowed.");
        }
        var trimmed = value.strip();
        if (!isFieldValue(trimmed)) {
            throw new MalformedResultException(
                    "The value of the response header '"
                            + name
                            + "' holds a line break or another control character.");
        }
        var lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("content-length")) {
            ownLength = trimmed;
        } else if (!steersConnection(lower)) {
            lines.add(new HeaderField(name, WireText.encoded(trimmed)));
        }
    }

    /** Adds a line of the gateway's own, in place of any that the function sent under this name. */
    public ResponseLines with(String name, String value) {
        for (var i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).name().equalsIgnoreCase(name)) {
                lines.remove(i);
            }
        }
        lines.add(new HeaderField(name, value));
        return this;
    }

    /**
     * Sets the reason phrase.
     *
     * @throws MalformedResultException if it cannot stand in a status line
     */
    public ResponseLines because(String reason) throws MalformedResultException {
        if (!isFieldValue(reason)) {
            throw new MalformedResultException(
                    "The status description holds a line break or another control character.");
        }
        reasonPhrase = Optional.of(WireText.encoded(reason));
        return this;
    }

    public boolean has(String name) {
        for (var line : lines) {
            if (line.name().equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Leaves out the body where HTTP has none, and says its length where HTTP wants it (RFC 9110).
     */
    public OutboundResponse complete(int status, byte[] body) {
        return switch (status) {
            case 204, 304 -> new OutboundResponse(status, lines, EMPTY, reasonPhrase);
            case 205 -> sized(status, "0", EMPTY);
            default -> sized(status, length(body), head ? EMPTY : body);
        };
    }

    // Only a handler that skipped the body for HEAD knows how long it would have been.
    private String length(byte[] body) {
        return head && body.length == 0 && isNumber(ownLength)
                ? ownLength
                : Integer.toString(body.length);
    }

    /** Whether a response of this status to this request has a body. */
    public boolean allowBody(int status) {
        return !head && status != 204 && status != 205 && status != 304;
    }

    /** The lines of a response whose body is not there yet. */
    public List<HeaderField> beforeStream(int status) {
        if (status == 205) {
            lines.add(new HeaderField("Content-Length", "0"));
        }
        return lines;
    }

    private OutboundResponse sized(int status, String length, byte[] body) {
        lines.add(new HeaderField("Content-Length", length));
        return new OutboundResponse(status, lines, body, reasonPhrase);
    }

    private static boolean steersConnection(String lowerCaseName) {
        return switch (lowerCaseName) {
            case "connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade" ->
                    true;
            default -> lowerCaseName.startsWith("proxy-");
        };
    }

    /** Whether this can name a header. */
    public static boolean isToken(String name) {
        for (var i = 0; i < name.length(); i++) {
            var c = name.charAt(i);
            var legal =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
            if (!legal) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isFieldValue(String value) {
        for (var i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= 18;
    }
}
