package dev.kiln.frontdoor.http;

import dev.kiln.frontdoor.config.DoorSettings;
import dev.kiln.frontdoor.logging.LateLog;
import dev.kiln.runtime.InvalidSettingException;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ServerUpgradeCodec;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.util.AsciiString;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One listening socket with HTTP/1.1 and cleartext HTTP/2 on it. */
public final class Socket {

    // Gateways and load balancers take up to 64 KB of headers, and a signed query is long.
    private static final int MAX_LINE = 64 * 1024;
    private static final int MAX_HEADERS = 128 * 1024;
    private static final int MAX_STREAMS = 1000;

    /** As many requests as one read may hold: while one is served, the connection is not read. */
    private static final int MAX_PIPELINED = 4096;

    /** The name of the handler that serves requests of HTTP/1.1. */
    private static final String EXCHANGES = "exchanges";

    private static final AttributeKey<Long> ACCEPTED_AT =
            AttributeKey.valueOf(Socket.class, "acceptedAt");

    /** Who has connected and sends a request does so within it, also from afar. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final String MEMORY = "io.netty.allocator.type";

    private final Channel server;
    private final Duration headerTimeout;
    private final ExchangeHandler.Service service;
    private final EventLoopGroup loops;
    private final ChannelGroup connections =
            new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
    private final AtomicInteger accepted = new AtomicInteger();

    // Setting up pools costs the first answer tens of milliseconds; a busy server needs them.
    private volatile ByteBufAllocator buffers = UnpooledByteBufAllocator.DEFAULT;

    /**
     * Has Netty take memory without pools where nobody chooses, which it decides once and for all:
     * making the pools takes milliseconds, and all channels here choose. A property decides it, for
     * a moment; functions, which may bring a Netty of their own, must not be there yet.
     */
    public static void chooseMemory() {
        if (System.getProperty(MEMORY) == null) {
            System.setProperty(MEMORY, "unpooled");
            try {
                ByteBufAllocator.DEFAULT.isDirectBufferPooled();
            } finally {
                System.clearProperty(MEMORY);
            }
        }
    }

    /**
     * Makes what every socket needs and no setting decides on: most of the time until one is open,
     * if nothing has been loaded yet.
     *
     * @return the event loops for a socket
     */
    public static EventLoopGroup prepare() {
        // Looks for the network's devices, and for all that a channel has.
        new ServerChannel().unsafe().closeForcibly();
        return EventLoops.create();
    }

    /**
     * Binds it, and serves from then on.
     *
     * @param loops that it runs on and ends with itself
     * @param requests begins to serve a request, on its connection's event loop
     * @param draining whether every answer is to be the last one of its connection
     * @throws InvalidSettingException if the port is taken or may not be used
     */
    public Socket(
            EventLoopGroup loops,
            DoorSettings settings,
            Consumer<HttpExchange> requests,
            BooleanSupplier draining) {
        this.loops = loops;
        headerTimeout = settings.headerTimeout();
        service = new ExchangeHandler.Service(requests, draining, settings.bodyTimeout());
        server = new ServerChannel();
        server.config().setOption(ChannelOption.SO_REUSEADDR, true);
        server.pipeline().addLast(new Acceptor());
        loops.register(server).syncUninterruptibly();
        var bound = server.bind(address(settings)).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new InvalidSettingException(reason(settings, bound.cause()), bound.cause());
        }
    }

    /**
     * Takes connections in, as Netty's bootstrap would, whose handlers' annotations cost time at
     * the start.
     */
    private final class Acceptor extends InboundHandler {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var connection = (Channel) message;
            accepted.incrementAndGet();
            connection.attr(ACCEPTED_AT).set(System.nanoTime());
            connections.add(connection);
            connection.config().setAllocator(buffers);
            connection
                    .pipeline()
                    .addLast(new ProtocolSwitch(Socket.this::addHttp2, Socket.this::addUpgrade));
            addHttp1(connection.pipeline(), new HttpServerCodec(decoderRules(), MAX_PIPELINED));
            loops.register(connection)
                    .addListener(registered -> {
                        if (!registered.isSuccess()) {
                            connection.unsafe().closeForcibly();
                        }
                    });
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable problem) {
            LateLog.write(
                    Level.WARNING,
                    Socket.class.getName(),
                    "A connection could not be accepted; the next ones are taken in a second",
                    problem);
            // Most likely there are no more file descriptors: to go on at once would be in vain.
            context.channel().config().setAutoRead(false);
            context.executor()
                    .schedule(
                            () -> context.channel().config().setAutoRead(true),
                            1,
                            TimeUnit.SECONDS);
        }
    }

    private static HttpDecoderConfig decoderRules() {
        return new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_LINE)
                .setMaxHeaderSize(MAX_HEADERS);
    }

    private void addHttp1(ChannelPipeline pipeline, ChannelHandler... decoders) {
        var guard = new HeadGuard(headerTimeout);
        pipeline.addLast(decoders).addLast(EXCHANGES, new ExchangeHandler(service, guard));
        guard.join(pipeline, EXCHANGES);
    }

    private void addHttp2(ChannelPipeline pipeline) {
        pipeline.addLast(frames(), streams(), ClientFaults.INSTANCE);
    }

    /** HTTP/1.1 as long as the client does not get what it asks for: to go on with HTTP/2. */
    private void addUpgrade(ChannelPipeline pipeline) {
        var codec = new HttpServerCodec(decoderRules(), MAX_PIPELINED);
        addHttp1(pipeline, codec, new Offers(codec));
    }

    /** Takes the offers of requests that HTTP/1.1 allows and HTTP/2 has a form for. */
    private final class Offers extends HttpServerUpgradeHandler {

        private Offers(HttpServerCodec codec) {
            super(
                    codec,
                    Socket.this::upgradeTo,
                    0,
                    DefaultHttpHeadersFactory.headersFactory(),
                    DefaultHttpHeadersFactory.trailersFactory(),
                    true);
        }

        @Override
        protected boolean shouldHandleUpgradeRequest(HttpRequest request) {
            var headers = request.headers();
            return request.decoderResult().isSuccess()
                    && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                    && !request.method().equals(HttpMethod.CONNECT)
                    && request.uri().startsWith("/")
                    && HeadRules.violatedByAny(request.uri(), headers) == null
                    && !headers.get(HttpHeaderNames.HOST, "").isEmpty();
        }
    }

    private HttpServerUpgradeHandler.@Nullable UpgradeCodec upgradeTo(CharSequence protocol) {
        return AsciiString.contentEquals(Http2CodecUtil.HTTP_UPGRADE_PROTOCOL_NAME, protocol)
                ? new Upgrade()
                : null;
    }

    private static Http2FrameCodec frames() {
        return Http2FrameCodecBuilder.forServer()
                .initialSettings(
                        Http2Settings.defaultSettings()
                                .maxConcurrentStreams(MAX_STREAMS)
                                .maxHeaderListSize(MAX_HEADERS))
                .build();
    }

    private Http2MultiplexHandler streams() {
        return new Http2MultiplexHandler(new Streams());
    }

    /** Prepares a stream of HTTP/2. */
    private final class Streams extends ChannelInitializer<Channel> {

        @Override
        protected void initChannel(Channel stream) {
            stream.pipeline()
                    .addLast(
                            StreamGuard.INSTANCE,
                            new Http2StreamFrameToHttpObjectCodec(true),
                            StreamHeads.INSTANCE,
                            new ExchangeHandler(service, null));
        }
    }

    /** Takes out what has served HTTP/1.1; the request that asked for this is the first stream. */
    private final class Upgrade extends Http2ServerUpgradeCodec {

        private Upgrade() {
            super(frames(), streams(), ClientFaults.INSTANCE);
        }

        @Override
        public void upgradeTo(ChannelHandlerContext context, FullHttpRequest request) {
            context.pipeline().remove(HeadGuard.class);
            context.pipeline().remove(EXCHANGES);
            super.upgradeTo(context, request);
        }
    }

    private static InetSocketAddress address(DoorSettings settings) {
        // The wildcard address is IPv4 and IPv6 in one socket wherever the system has both.
        return settings.address()
                .map(host -> new InetSocketAddress(host, settings.port()))
                .orElseGet(() -> new InetSocketAddress(settings.port()));
    }

    private static String reason(DoorSettings settings, Throwable cause) {
        if (cause instanceof UnresolvedAddressException) {
            return "Cannot listen on address '"
                    + settings.address().orElse("")
                    + "': it is no address of this machine, nor a name of one. Correct 'address',"
                    + " or leave it out to listen on all.";
        }
        return "Cannot listen on port "
                + settings.port()
                + ": "
                + (cause instanceof BindException ? cause.getMessage() : String.valueOf(cause))
                + ". Stop what uses it, or choose another port with PORT.";
    }

    /** The port that it really has. */
    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** Connections that neither side has ended. */
    public int connections() {
        return connections.size();
    }

    /** From now on memory for requests and answers comes from pools. */
    public void poolBuffers() {
        buffers = PooledByteBufAllocator.DEFAULT;
        for (var connection : connections) {
            connection.config().setAllocator(buffers);
        }
    }

    /** Takes those who have connected by now, and no further connections; those there are stay. */
    public void stopAccepting() {
        var latest = System.nanoTime() + PATIENCE.toNanos();
        int before;
        do {
            before = accepted.get();
            turn();
        } while (accepted.get() != before && System.nanoTime() - latest < 0);
        server.close().syncUninterruptibly();
    }

    /**
     * Reads what clients have sent by now.
     *
     * @return whether there is nobody who has connected a moment ago and not sent a whole head
     */
    public boolean readOn() {
        turn();
        var now = System.nanoTime();
        return connections.stream().noneMatch(it -> isNew(it, now) && isAwaited(it.pipeline()));
    }

    /** Returns when all loops have looked at all that they are for. */
    private void turn() {
        // Twice: what one loop accepts another one prepares.
        for (var i = 0; i < 2; i++) {
            var turns = new ArrayList<Future<?>>();
            for (var loop : loops) {
                // What is scheduled comes after the events of the moment before.
                turns.add(loop.schedule(() -> {}, 1, TimeUnit.MILLISECONDS));
            }
            turns.forEach(Future::syncUninterruptibly);
        }
    }

    private static boolean isNew(Channel connection, long now) {
        return now - connection.attr(ACCEPTED_AT).get() < PATIENCE.toNanos();
    }

    /** Whether the head of a request, or the first byte of a connection, has not come yet. */
    private static boolean isAwaited(ChannelPipeline pipeline) {
        var guard = pipeline.get(HeadGuard.class);
        return pipeline.get(ProtocolSwitch.class) != null || guard != null && guard.isInHead();
    }

    /** Ends everything at once. */
    public void close() {
        server.close().awaitUninterruptibly();
        // A client of HTTP/2 is told, and has no say in how long that takes.
        connections.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
