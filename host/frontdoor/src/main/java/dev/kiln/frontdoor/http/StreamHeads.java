package dev.kiln.frontdoor.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;

/**
 * Stands between the decoder of a stream of HTTP/2 and its {@link ExchangeHandler}. Refuses heads
 * that break the rules, as if they could not be decoded.
 */
@Sharable
final class StreamHeads extends ChannelInboundHandlerAdapter {

    static final StreamHeads INSTANCE = new StreamHeads();

    private StreamHeads() {}

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request && request.decoderResult().isSuccess()) {
            check(request);
        }
        context.fireChannelRead(message);
    }

    private static void check(HttpRequest request) {
        var headers = request.headers();
        var hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1 && hosts.stream().distinct().count() == 1) {
            // A stream may name its authority a second time in a field of HTTP/1.1.
            headers.set(HttpHeaderNames.HOST, hosts.getFirst());
        }
        var problem = HeadRules.violatedByAny(request.uri(), headers);
        if (problem != null) {
            request.setDecoderResult(DecoderResult.failure(problem));
        }
    }
}
