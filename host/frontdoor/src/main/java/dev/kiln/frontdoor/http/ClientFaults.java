package dev.kiln.frontdoor.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.IOException;

/**
 * Stands last in the pipeline of a connection of HTTP/2. Whoever breaks its rules, or the
 * connection itself, is away when this hears of it, and must not fill the log. After a fault of
 * ours the connection ends, because nobody would answer what is open on it.
 */
@Sharable
final class ClientFaults extends ChannelInboundHandlerAdapter {

    static final ClientFaults INSTANCE = new ClientFaults();

    private ClientFaults() {}

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable problem) {
        var away = !context.channel().isActive();
        if (!(away || problem instanceof Http2Exception || problem instanceof IOException)) {
            context.fireExceptionCaught(problem);
            context.close();
        }
    }
}
