package dev.kiln.frontdoor.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * Stands first in the pipeline of a stream of HTTP/2 until its head has come. A head without method
 * or path would be taken for trailers, and its stream would wait for a head for ever; what the
 * decoder finds wrong with a head would be logged as an error of ours.
 */
@Sharable
final class StreamGuard extends ChannelInboundHandlerAdapter {

    static final StreamGuard INSTANCE = new StreamGuard();

    private StreamGuard() {}

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        if (!(frame instanceof Http2HeadersFrame head)) {
            context.fireChannelRead(frame);
        } else if (head.headers().method() == null || head.headers().path() == null) {
            ReferenceCountUtil.release(frame);
            context.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.PROTOCOL_ERROR));
        } else {
            context.fireChannelRead(frame);
            context.pipeline().remove(this);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable problem) {
        if (problem instanceof Http2Exception fault) {
            context.writeAndFlush(new DefaultHttp2ResetFrame(fault.error()));
        } else {
            context.fireExceptionCaught(problem);
        }
    }
}
