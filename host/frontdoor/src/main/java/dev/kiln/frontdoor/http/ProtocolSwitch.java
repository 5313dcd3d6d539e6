package dev.kiln.frontdoor.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks at a connection's first bytes. HTTP/1.1 keeps its short pipeline, so neither its first
 * request nor any later one pays for HTTP/2; a client that speaks or offers HTTP/2 gets the
 * pipeline for it instead.
 */
final class ProtocolSwitch extends ByteToMessageDecoder {

    private final Supplier<ChannelHandler> http2;
    private final Consumer<ChannelPipeline> beforeUpgrade;

    /**
     * @param http2 makes the initializer of a pipeline that takes HTTP/2 and the upgrade to it
     * @param beforeUpgrade adds to that pipeline what it needs as long as it takes HTTP/1.1
     */
    ProtocolSwitch(Supplier<ChannelHandler> http2, Consumer<ChannelPipeline> beforeUpgrade) {
        this.http2 = http2;
        this.beforeUpgrade = beforeUpgrade;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        var preface = Http2CodecUtil.connectionPrefaceBuf();
        var compared = Math.min(in.readableBytes(), preface.readableBytes());
        var matches =
                ByteBufUtil.equals(preface, preface.readerIndex(), in, in.readerIndex(), compared);
        if (matches && compared < preface.readableBytes()) {
            return;
        }
        if (matches || offersHttp2(in)) {
            var others = new ArrayList<String>(context.pipeline().names());
            for (var name : others.subList(others.indexOf(context.name()) + 1, others.size())) {
                // The last name is that of the pipeline's own tail.
                if (context.pipeline().get(name) != null) {
                    context.pipeline().remove(name);
                }
            }
            context.pipeline().addLast(http2.get(), ClientFaults.INSTANCE);
            if (!matches) {
                beforeUpgrade.accept(context.pipeline());
            }
        }
        context.pipeline().remove(this);
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
                && !mentions(head, end, "\r\ntransfer-encoding:")
                && (!mentions(head, end, "\r\ncontent-length:")
                        || mentions(head, end, "\r\ncontent-length: 0\r\n"));
    }

    private static boolean mentions(String head, int end, String line) {
        var at = head.indexOf(line);
        return at >= 0 && at <= end;
    }
}
