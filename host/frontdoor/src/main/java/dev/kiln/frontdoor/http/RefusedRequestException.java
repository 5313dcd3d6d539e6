package dev.kiln.frontdoor.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.io.Serial;

/** A request that no function gets to see; the message is a sentence for whoever sent it. */
final class RefusedRequestException extends Exception {

    @Serial private static final long serialVersionUID = 1;

    private final int status;

    RefusedRequestException(int status, String sentence) {
        // Nobody reads where it was made, and whoever sends such requests may send many.
        super(sentence, null, false, false);
        this.status = status;
    }

    /**
     * What the decoder of HTTP/1.1 could not make a request of. Its own words may hold parts of the
     * request; these do not.
     *
     * @param inHead whether it was not the body
     */
    static RefusedRequestException of(Throwable cause, boolean inHead) {
        return switch (cause) {
            case RefusedRequestException known -> known;
            case TooLongHttpLineException _ ->
                    new RefusedRequestException(414, "The request line is too long.");
            case TooLongHttpHeaderException _ ->
                    new RefusedRequestException(431, "The headers of the request are too long.");
            default -> new RefusedRequestException(400, malformed(cause, inHead));
        };
    }

    private static String malformed(Throwable cause, boolean inHead) {
        if (!inHead) {
            return "The chunks of the request's body are not well-formed.";
        }
        var message = String.valueOf(cause.getMessage());
        return message.contains("Content-Length") || message.contains("Transfer-Encoding")
                ? "The length of the request is not clear: it takes one number as Content-Length,"
                        + " or chunks of HTTP/1.1, and not both."
                : "A line in the head of the request is not well-formed.";
    }

    int status() {
        return status;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
