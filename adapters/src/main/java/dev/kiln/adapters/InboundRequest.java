package dev.kiln.adapters;

import java.util.List;

/**
 * An HTTP request as a payload format sees it, without any HTTP library.
 *
 * @param target the request target as on the wire: neither decoded nor normalised
 * @param headers in order of arrival; HTTP/2's {@code :authority} stands here as {@code host}
 * @param body whole, transfer encoding removed, content encoding kept; nobody writes to it
 *     afterwards
 * @param peerAddress textual IP address of the other end of the socket
 */
public record InboundRequest(
        String method, String target, List<HeaderField> headers, byte[] body, String peerAddress) {}
