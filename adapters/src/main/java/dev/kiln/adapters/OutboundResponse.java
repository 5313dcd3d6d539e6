package dev.kiln.adapters;

import java.util.List;
import java.util.Optional;

/**
 * A complete response: it only has to be written.
 *
 * @param headers one entry per field line, {@code content-length} included where the response may
 *     have one
 * @param body already empty for HEAD, 204, 205 and 304; for HEAD {@code content-length} speaks of
 *     the body that was left out
 * @param reasonPhrase for HTTP/1.1, if the function chose one
 */
public record OutboundResponse(
        int status, List<HeaderField> headers, byte[] body, Optional<String> reasonPhrase) {

    public OutboundResponse(int status, List<HeaderField> headers, byte[] body) {
        this(status, headers, body, Optional.empty());
    }
}
