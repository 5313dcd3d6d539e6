package dev.kiln.frontdoor.request;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What a request says before its body.
 *
 * @param target as it was sent: in its origin, absolute or asterisk form (RFC 9112, 3.2)
 * @param headers what HTTP/1.1 has no place for, of a stream of HTTP/2, has Netty's names here
 * @param peer who has sent it; empty if the connection has ended already
 */
public record RequestHead(
        HttpMethod method,
        String target,
        HttpVersion version,
        HttpHeaders headers,
        Optional<InetSocketAddress> peer) {

    /** The version of a request that came as a stream of HTTP/2. */
    public static final HttpVersion HTTP_2 = new HttpVersion("HTTP", 2, 0, true);

    /** Whether it came as a stream of HTTP/2. */
    public boolean isHttp2() {
        return version.majorVersion() > 1;
    }
}
