package dev.kiln.frontdoor.http;

import dev.kiln.frontdoor.config.DoorSettings;
import dev.kiln.frontdoor.logging.LateLog;
import dev.kiln.runtime.InvalidSettingException;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.netty.ChannelBindException;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.DisposableServer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/** One listening socket with HTTP/1.1 and cleartext HTTP/2 on it. */
public final class Socket {

    // Gateways and load balancers take up to 64 KB of headers, and a signed query is long.
    private static final int MAX_LINE = 64 * 1024;
    private static final int MAX_HEADERS = 128 * 1024;
    private static final int MAX_STREAMS = 1000;

    private static final AttributeKey<Long> ACCEPTED_AT =
            AttributeKey.valueOf(Socket.class, "acceptedAt");

    /** Who has connected and sends a request does so within it, also from afar. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final DisposableServer server;
    private final Duration headerTimeout;
    private final LoopResources loops;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final AtomicInteger accepted = new AtomicInteger();

    // Setting up pools costs the first answer tens of milliseconds; a busy server needs them.
    private volatile ByteBufAllocator buffers = UnpooledByteBufAllocator.DEFAULT;

    /**
     * Makes what every socket needs and no setting decides on: most of the time until one is open,
     * if nothing has been loaded yet.
     *
     * @return the event loops for a socket
     */
    public static LoopResources prepare() {
        // Looks for the network's devices, and for all that a channel has.
        new NioServerSocketChannel().unsafe().closeForcibly();
        LateLog.installForReactor();
        var loops =
                LoopResources.create(
                        "kiln-http",
                        Math.max(2, Runtime.getRuntime().availableProcessors()),
                        false);
        loops.onServer(false);
        HttpServer.create()
                .runOn(loops, false)
                .protocol(HttpProtocol.HTTP11, HttpProtocol.H2C)
                .configuration();
        return loops;
    }

    /**
     * Binds it, and serves from then on.
     *
     * @param loops that it runs on and ends with itself
     * @param requests serves one request, on its connection's event loop
     * @param observer of all connections and streams
     * @throws InvalidSettingException if the port is taken or may not be used
     */
    public Socket(
            LoopResources loops,
            DoorSettings settings,
            BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> requests,
            ConnectionObserver observer) {
        this.loops = loops;
        headerTimeout = settings.headerTimeout();
        var http1 = configured(settings, requests, observer).protocol(HttpProtocol.HTTP11);
        var http2 =
                configured(settings, requests, observer)
                        .protocol(HttpProtocol.HTTP11, HttpProtocol.H2C)
                        .http2Settings(s ->
                                s.maxConcurrentStreams(MAX_STREAMS).maxHeaderListSize(MAX_HEADERS));
        try {
            server =
                    http1.doOnChannelInit((observers, channel, peer) ->
                                    prepare(channel, http2, observers, peer))
                            .bindNow();
        } catch (ChannelBindException e) {
            loops.dispose();
            throw new InvalidSettingException(reason(settings, e), e);
        }
    }

    private HttpServer configured(
            DoorSettings settings,
            BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> requests,
            ConnectionObserver observer) {
        return HttpServer.create()
                .bindAddress(() -> address(settings))
                // The native transport would have to be unpacked first.
                .runOn(loops, false)
                .httpRequestDecoder(
                        spec -> spec.maxInitialLineLength(MAX_LINE).maxHeaderSize(MAX_HEADERS))
                .childObserve(observer.then(Socket::guardStream))
                .handle(new StreamHeads(requests));
    }

    private static InetSocketAddress address(DoorSettings settings) {
        // The wildcard address is IPv4 and IPv6 in one socket wherever the system has both.
        return settings.address()
                .map(host -> new InetSocketAddress(host, settings.port()))
                .orElseGet(() -> new InetSocketAddress(settings.port()));
    }

    private static String reason(DoorSettings settings, ChannelBindException e) {
        var cause = e.getCause();
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

    private void prepare(
            Channel channel,
            HttpServer http2,
            ConnectionObserver observer,
            @Nullable SocketAddress peer) {
        accepted.incrementAndGet();
        channel.attr(ACCEPTED_AT).set(System.nanoTime());
        connections.add(channel);
        channel.config().setAllocator(buffers);
        channel.pipeline()
                .addFirst(
                        new ProtocolSwitch(
                                () ->
                                        http2.configuration()
                                                .channelInitializer(observer, peer, true),
                                this::guard));
        guard(channel.pipeline());
    }

    private static void guardStream(Connection connection, ConnectionObserver.State state) {
        if (state == ConnectionObserver.State.CONNECTED
                && connection.channel() instanceof Http2StreamChannel stream) {
            stream.pipeline().addFirst(StreamGuard.INSTANCE);
        }
    }

    private void guard(ChannelPipeline pipeline) {
        new HeadGuard(headerTimeout).join(pipeline, NettyPipeline.HttpTrafficHandler);
    }

    /** The port that it really has. */
    public int port() {
        return server.port();
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
        server.channel().close().syncUninterruptibly();
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
            for (var loop : loops.onServer(false)) {
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
        server.disposeNow();
        connections.close().awaitUninterruptibly();
        loops.disposeLater(Duration.ZERO, Duration.ofSeconds(1)).block();
    }
}
