package dev.kiln.frontdoor.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2CodecUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a connection's first bytes. HTTP/1.1 keeps its short pipeline, so neither its first
 * request nor any later one pays for HTTP/2; a client that speaks or offers HTTP/2 gets the
 * pipeline for it instead.
 */
final class ProtocolSwitch extends InboundHandler {

    private final Consumer<ChannelPipeline> http2;
    private final Consumer<ChannelPipeline> upgrade;
    private @Nullable ByteBuf held;

    /**
     * @param http2 adds to a pipeline what takes HTTP/2
     * @param upgrade adds to a pipeline what takes HTTP/1.1 and the upgrade to HTTP/2
     */
    ProtocolSwitch(Consumer<ChannelPipeline> http2, Consumer<ChannelPipeline> upgrade) {
        this.http2 = http2;
        this.upgrade = upgrade;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var before = held;
        var in = (ByteBuf) message;
        if (before != null) {
            held = null;
            in = Unpooled.wrappedBuffer(before, in);
        }
        var preface = Http2CodecUtil.connectionPrefaceBuf();
        var compared = Math.min(in.readableBytes(), preface.readableBytes());
        var matches =
                ByteBufUtil.equals(preface, preface.readerIndex(), in, in.readerIndex(), compared);
        if (matches && compared < preface.readableBytes()) {
            held = in;
            return;
        }
        if (matches || offersHttp2(in)) {
            removeFollowing(context);
            (matches ? http2 : upgrade).accept(context.pipeline());
        }
        context.fireChannelRead(in);
        context.pipeline().remove(this);
    }

    private static void removeFollowing(ChannelHandlerContext context) {
        var names = new ArrayList<String>(context.pipeline().names());
        for (var name : names.subList(names.indexOf(context.name()) + 1, names.size())) {
            // The last name is that of the pipeline's own tail.
            if (context.pipeline().get(name) != null) {
                context.pipeline().remove(name);
            }
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        var unread = held;
        if (unread != null) {
            held = null;
            unread.release();
        }
    }

    /**
     * Whether a request without a body asks for the upgrade. A server may ignore the wish (RFC
     * 7540, 3.2), and does so for a request with a body, which would have to be held in memory, and
     * for a head that arrives in pieces.
     */
    private static boolean offersHttp2(ByteBuf in) {
        var head = in.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        var end = head.indexOf("\r\n\r\n");
        return end > 0
                && mentions(head, end, "\r\nhttp2-settings:")
                && mentions(head, end, "\r\nupgrade: h2c\r\n")
                && !mentions(head, end, "\r\ntransfer-encoding:")
                && (!mentions(head, end, "\r\ncontent-length:")
                        || mentions(head, end, "\r\ncontent-length: 0\r\n"));
    }

    private static boolean mentions(String head, int end, String line) {
        var at = head.indexOf(line);
        return at >= 0 && at <= end;
    }
}
