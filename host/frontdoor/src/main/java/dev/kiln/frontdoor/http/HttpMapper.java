package dev.kiln.frontdoor.http;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.InboundRequest;
import dev.kiln.adapters.OutboundResponse;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.HttpConversionUtil.ExtensionHeaderNames;
import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** The server's requests and responses as the adapters see them. */
public final class HttpMapper {

    private HttpMapper() {}

    /**
     * The whole request.
     *
     * @param target the request target as the function is to see it
     */
    public static InboundRequest inbound(HttpServerRequest request, String target, byte[] body) {
        return new InboundRequest(
                request.method().name(), target, headers(request), body, peerAddress(request));
    }

    /** The request's field lines in order of arrival. */
    public static List<HeaderField> headers(HttpServerRequest request) {
        var received = request.requestHeaders();
        var fields = new ArrayList<HeaderField>(received.size());
        var http2 = request.version().majorVersion() > 1;
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

    private static String peerAddress(HttpServerRequest request) {
        var peer = request.remoteAddress();
        // As AWS writes IPv6: the short form, without a zone.
        return peer == null || peer.getAddress() == null
                ? "127.0.0.1"
                : NetUtil.toAddressString(peer.getAddress());
    }

    /** Hands a complete answer to the server, which then forgets what is left of the request. */
    public static Mono<Void> write(
            OutboundResponse answer, HttpServerRequest request, HttpServerResponse response) {
        head(answer, response);
        var body =
                request.method() == HttpMethod.HEAD
                        ? Unpooled.EMPTY_BUFFER
                        : Unpooled.wrappedBuffer(answer.body());
        return response.sendObject(body).then();
    }

    /** Writes a complete answer, and leaves the request to whoever reads it. */
    static Mono<Void> writeAndStay(OutboundResponse answer, HttpServerResponse response) {
        head(answer, response);
        // A known length: the client has its whole answer before the server says that it ends.
        response.chunkedTransfer(false);
        return response.send(Flux.just(Unpooled.wrappedBuffer(answer.body())), _ -> true).then();
    }

    /** Writes the beginning of an answer whose end is not known. */
    static Mono<Void> writeHead(
            int status,
            List<HeaderField> headers,
            HttpServerRequest request,
            HttpServerResponse response) {
        response.status(status);
        addAll(headers, response);
        if (request.version().equals(HttpVersion.HTTP_1_0)) {
            // It knows no chunks: there the end of the connection is the end of the body.
            response.chunkedTransfer(false).keepAlive(false);
        }
        return response.sendHeaders().then();
    }

    private static void head(OutboundResponse answer, HttpServerResponse response) {
        response.status(
                answer.reasonPhrase()
                        .map(reason -> HttpResponseStatus.valueOf(answer.status(), reason))
                        .orElseGet(() -> HttpResponseStatus.valueOf(answer.status())));
        addAll(answer.headers(), response);
    }

    private static void addAll(List<HeaderField> fields, HttpServerResponse response) {
        var headers = response.responseHeaders();
        for (var field : fields) {
            headers.add(field.name(), field.value());
        }
    }
}
