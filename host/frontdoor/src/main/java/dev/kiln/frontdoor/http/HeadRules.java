package dev.kiln.frontdoor.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a request must be, beyond what its decoder insists on: a request that a proxy
 * and we could understand in two ways must not reach a function.
 */
final class HeadRules {

    private HeadRules() {}

    /** What is wrong with a request over HTTP/1.1, if anything is. */
    static @Nullable RefusedRequestException violatedBy(
            HttpVersion version, String target, HttpHeaders headers) {
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return new RefusedRequestException(
                    505, "This version of HTTP is not served; HTTP/1.0, HTTP/1.1 and HTTP/2 are.");
        }
        var encodings = headers.valueCharSequenceIterator(HttpHeaderNames.TRANSFER_ENCODING);
        if (encodings.hasNext() && !isChunked(encodings)) {
            return new RefusedRequestException(
                    400, "The request has a Transfer-Encoding other than 'chunked'.");
        }
        return version.equals(HttpVersion.HTTP_1_1) || headers.contains(HttpHeaderNames.HOST)
                ? violatedByAny(target, headers)
                : badTarget(target);
    }

    /** What is wrong with a request over HTTP/1.1 or HTTP/2, if anything is. */
    static @Nullable RefusedRequestException violatedByAny(String target, HttpHeaders headers) {
        var hosts = headers.valueCharSequenceIterator(HttpHeaderNames.HOST);
        if (!hosts.hasNext()) {
            return new RefusedRequestException(400, "The request has no Host.");
        }
        if (!isHost(hosts.next())) {
            return new RefusedRequestException(
                    400, "The Host of the request is no name or address with or without a port.");
        }
        if (hosts.hasNext()) {
            return new RefusedRequestException(400, "The request has more than one Host.");
        }
        var expectation = headers.get(HttpHeaderNames.EXPECT);
        if (expectation != null
                && !HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expectation.trim())) {
            return new RefusedRequestException(
                    417, "The request expects something other than '100-continue'.");
        }
        return badTarget(target);
    }

    private static @Nullable RefusedRequestException badTarget(String target) {
        for (var i = 0; i < target.length(); i++) {
            var c = target.charAt(i);
            if (c <= ' ' || c == 0x7F || c == '#') {
                return new RefusedRequestException(
                        400,
                        "The request target holds a space, a control character or a fragment.");
            }
        }
        return null;
    }

    private static boolean isChunked(Iterator<? extends CharSequence> encodings) {
        var first = encodings.next();
        return !encodings.hasNext() && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(first);
    }

    /** What RFC 3986, 3.2.2 and 3.2.3, has in a host and its port; none at all is one. */
    private static boolean isHost(CharSequence host) {
        return hasHostsCharacters(host) && isPort(host, endOfName(host));
    }

    /** Where a port may begin; the length where nothing fits. */
    private static int endOfName(CharSequence host) {
        var end = 0;
        if (host.length() > 0 && host.charAt(0) == '[') {
            while (end < host.length() && host.charAt(end) != ']') {
                end++;
            }
            return end + 1;
        }
        while (end < host.length() && "[]:".indexOf(host.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static boolean isPort(CharSequence host, int from) {
        if (from >= host.length()) {
            return from == host.length();
        }
        for (var i = from + 1; i < host.length(); i++) {
            if (host.charAt(i) < '0' || host.charAt(i) > '9') {
                return false;
            }
        }
        return host.charAt(from) == ':';
    }

    private static boolean hasHostsCharacters(CharSequence host) {
        for (var i = 0; i < host.length(); i++) {
            var c = host.charAt(i);
            var legal =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || "-._~!$&'()*+,;=%:[]".indexOf(c) >= 0;
            if (!legal) {
                return false;
            }
        }
        return true;
    }
}
