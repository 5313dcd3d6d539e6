package dev.kiln.frontdoor.http;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.InboundRequest;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.frontdoor.request.RequestHead;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.HttpConversionUtil.ExtensionHeaderNames;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The server's requests and responses as the adapters see them. */
public final class HttpMapper {

    private HttpMapper() {}

    /**
     * The whole request.
     *
     * @param target the request target as the function is to see it
     */
    public static InboundRequest inbound(RequestHead request, String target, byte[] body) {
        return new InboundRequest(
                request.method().name(), target, headers(request), body, peerAddress(request));
    }

    /** The request's field lines in order of arrival. */
    public static List<HeaderField> headers(RequestHead request) {
        var received = request.headers();
        var fields = new ArrayList<HeaderField>(received.size());
        var http2 = request.isHttp2();
        for (var lines = received.iteratorAsString(); lines.hasNext(); ) {
            var line = lines.next();
            if (!http2 || !isPseudoHeader(line.getKey())) {
                fields.add(new HeaderField(line.getKey(), line.getValue()));
            }
        }
        return fields;
    }

    /** Netty keeps of a stream what HTTP/1.1 has no place for under names of its own. */
    private static boolean isPseudoHeader(String name) {
        return name.startsWith("x-http2-")
                && (ExtensionHeaderNames.STREAM_ID.text().contentEquals(name)
                        || ExtensionHeaderNames.SCHEME.text().contentEquals(name)
                        || ExtensionHeaderNames.PATH.text().contentEquals(name)
                        || ExtensionHeaderNames.STREAM_WEIGHT.text().contentEquals(name)
                        || ExtensionHeaderNames.STREAM_DEPENDENCY_ID.text().contentEquals(name)
                        || ExtensionHeaderNames.STREAM_PROMISE_ID.text().contentEquals(name));
    }

    private static String peerAddress(RequestHead request) {
        // As AWS writes IPv6: the short form, without a zone.
        return request.peer()
                .map(InetSocketAddress::getAddress)
                .map(NetUtil::toAddressString)
                .orElse("127.0.0.1");
    }

    /** Sends a complete answer; what is left of the request is forgotten. */
    public static void write(OutboundResponse answer, HttpExchange exchange) {
        exchange.answer(
                answer.reasonPhrase()
                        .map(reason -> HttpResponseStatus.valueOf(answer.status(), reason))
                        .orElseGet(() -> HttpResponseStatus.valueOf(answer.status())),
                netty(answer.headers()),
                Unpooled.wrappedBuffer(answer.body()));
    }

    /**
     * The fields as Netty has them.
     *
     * @throws IllegalArgumentException if HTTP cannot carry one
     */
    static HttpHeaders netty(List<HeaderField> fields) {
        var headers = new DefaultHttpHeaders();
        for (var field : fields) {
            headers.add(field.name(), field.value());
        }
        return headers;
    }
}
