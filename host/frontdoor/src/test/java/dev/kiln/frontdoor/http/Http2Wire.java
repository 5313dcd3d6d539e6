package dev.kiln.frontdoor.http;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.InboundRequest;
import dev.kiln.adapters.OutboundResponse;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** One connection of HTTP/2 from its first byte, whose client looks at nothing that it sends. */
final class Http2Wire implements AutoCloseable {

    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel connection;

    Http2Wire(int port) {
        connection =
                new Bootstrap()
                        .group(group)
                        .channel(NioSocketChannel.class)
                        .handler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        channel.pipeline()
                                                .addLast(
                                                        Http2FrameCodecBuilder.forClient()
                                                                .validateHeaders(false)
                                                                .build(),
                                                        new Http2MultiplexHandler(
                                                                new ChannelInboundHandlerAdapter()));
                                    }
                                })
                        .connect(InetAddress.getLoopbackAddress(), port)
                        .syncUninterruptibly()
                        .channel();
    }

    /** The answer to a request on a stream of its own; {@code Host} becomes the authority. */
    OutboundResponse send(InboundRequest request) throws Exception {
        return send(head(request), request.body());
    }

    /**
     * The answer to a request on a stream of its own.
     *
     * @throws ExecutionException if the server resets the stream
     */
    OutboundResponse send(Http2Headers head, byte[] body) throws Exception {
        var answer = new CompletableFuture<OutboundResponse>();
        var stream =
                new Http2StreamChannelBootstrap(connection)
                        .handler(new Answer(answer))
                        .open()
                        .sync()
                        .getNow();
        var bare = body.length == 0;
        stream.writeAndFlush(new DefaultHttp2HeadersFrame(head, bare));
        if (!bare) {
            stream.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(body), true));
        }
        return answer.get(20, TimeUnit.SECONDS);
    }

    private static Http2Headers head(InboundRequest request) {
        var head =
                new DefaultHttp2Headers(false)
                        .method(request.method())
                        .path(request.target())
                        .scheme("http");
        for (var field : request.headers()) {
            if (field.name().equalsIgnoreCase("host")) {
                head.authority(field.value());
            } else {
                head.add(field.name().toLowerCase(Locale.ROOT), field.value());
            }
        }
        return head;
    }

    /** Whether the server has not ended the connection. */
    boolean isOpen() {
        return connection.isActive();
    }

    @Override
    public void close() {
        connection.close().syncUninterruptibly();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private static final class Answer extends SimpleChannelInboundHandler<Http2StreamFrame> {

        private final CompletableFuture<OutboundResponse> whole;
        private final List<HeaderField> fields = new ArrayList<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private int status;

        Answer(CompletableFuture<OutboundResponse> whole) {
            this.whole = whole;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, Http2StreamFrame frame)
                throws IOException {
            switch (frame) {
                case Http2HeadersFrame head -> {
                    for (var field : head.headers()) {
                        fields.add(
                                new HeaderField(
                                        field.getKey().toString(), field.getValue().toString()));
                    }
                    if (head.headers().status() != null) {
                        status = Integer.parseInt(head.headers().status().toString());
                    }
                    endIf(head.isEndStream());
                }
                case Http2DataFrame data -> {
                    data.content().readBytes(body, data.content().readableBytes());
                    endIf(data.isEndStream());
                }
                case Http2ResetFrame reset ->
                        whole.completeExceptionally(
                                new IOException("The stream was reset: " + reset.errorCode()));
                default -> {}
            }
        }

        private void endIf(boolean end) {
            if (end) {
                whole.complete(new OutboundResponse(status, fields, body.toByteArray()));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            whole.completeExceptionally(new IOException("The stream was closed"));
        }
    }
}
