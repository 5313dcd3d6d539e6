package dev.kiln.adapters;

import java.util.List;

/**
 * A complete response: it only has to be written.
 *
 * @param headers one entry per field line, {@code content-length} included where the response may
 *     have one
 * @param body already empty for HEAD, 204, 205 and 304; for HEAD {@code content-length} speaks of
 *     the body that was left out
 */
public record OutboundResponse(int status, List<HeaderField> headers, byte[] body) {}
