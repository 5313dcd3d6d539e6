package dev.kiln.frontdoor.http;

import dev.kiln.frontdoor.logging.LateLog;
import dev.kiln.frontdoor.request.RequestHead;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands last in the pipeline of a connection of HTTP/1.1 or of a stream of HTTP/2: makes exchanges
 * of what has been decoded, one after the other. A request that comes while another is served
 * waits, and the connection is not read meanwhile.
 */
final class ExchangeHandler extends InboundHandler {

    /**
     * What all connections of a socket have in common.
     *
     * @param requests begins to serve a request, on its connection's event loop
     * @param draining whether every answer is to be the last one of its connection
     * @param patience how long the sender of a request may go on that has been answered before it
     *     was whole
     */
    record Service(Consumer<HttpExchange> requests, BooleanSupplier draining, Duration patience) {}

    private final Service service;
    private final @Nullable HeadGuard guard;
    private final Queue<Object> waiting = new ArrayDeque<>(0);
    private @Nullable ChannelHandlerContext context;
    private @Nullable HttpExchange current;
    private boolean bodyWanted = true;
    private boolean unqueueing;
    private boolean lastAnswered;
    private boolean closing;
    private @Nullable ScheduledFuture<?> patience;

    /**
     * @param guard of the connection; null for a stream of HTTP/2
     */
    ExchangeHandler(Service service, @Nullable HeadGuard guard) {
        this.service = service;
        this.guard = guard;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        if (lastAnswered && message instanceof HttpRequest) {
            // It will not be served, but its sender's end has to be seen.
            closing = true;
        }
        if (closing) {
            ReferenceCountUtil.release(message);
        } else if (!waiting.isEmpty() || current != null && message instanceof HttpRequest) {
            waiting.add(message);
            setReading();
        } else {
            dispatch(from, message);
        }
    }

    private void dispatch(ChannelHandlerContext from, Object message) {
        if (message instanceof HttpRequest request) {
            begin(from, request);
        }
        if (message instanceof HttpContent content && current != null) {
            current.onContent(content);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(ChannelHandlerContext from, HttpRequest request) {
        var peer =
                from.channel().remoteAddress() instanceof InetSocketAddress address
                        ? Optional.of(address)
                        : Optional.<InetSocketAddress>empty();
        var head =
                new RequestHead(
                        request.method(), request.uri(), version(request), request.headers(), peer);
        var exchange =
                new HttpExchange(
                        head,
                        guard == null || HttpUtil.isKeepAlive(request),
                        announcesBody(request),
                        from.channel(),
                        this);
        current = exchange;
        if (request.decoderResult().isFailure()) {
            refuse(exchange, request.decoderResult().cause());
        } else {
            exchange.serveBy(service.requests());
        }
    }

    /** What could not be decoded has Netty's version, or none that is served. */
    private HttpVersion version(HttpRequest request) {
        if (guard == null) {
            return RequestHead.HTTP_2;
        }
        return request.decoderResult().isFailure()
                ? HttpVersion.HTTP_1_1
                : request.protocolVersion();
    }

    private boolean announcesBody(HttpRequest request) {
        if (guard == null) {
            return !(request instanceof LastHttpContent);
        }
        var headers = request.headers();
        var length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        return headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
                || (length != null && !length.equals("0"));
    }

    private static void refuse(HttpExchange exchange, Throwable why) {
        var refused = RefusedRequestException.of(why, true);
        exchange.closeAfterAnswer();
        HttpMapper.write(Answers.plain(refused.status(), refused.sentence()), exchange);
    }

    /** The answer to the present request begins to leave. */
    void onAnswer() {
        if (guard != null) {
            guard.onAnswer();
        }
    }

    boolean isDraining() {
        return service.draining().getAsBoolean();
    }

    /** Whether the body of the present request may come. */
    void readBody(boolean wanted) {
        bodyWanted = wanted;
        setReading();
    }

    private void setReading() {
        var channel = context();
        if (channel.channel().isActive()) {
            channel.channel().config().setAutoRead(bodyWanted && waiting.isEmpty());
        }
    }

    private ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("Not in a pipeline");
        }
        return context;
    }

    /**
     * The answer has left before the request was whole. A close now would be a reset, and the
     * answer lost that is on its way.
     */
    void awaitRest(boolean isLast) {
        var channel = context().channel();
        if (isLast && channel instanceof DuplexChannel connection) {
            lastAnswered = true;
            connection.shutdownOutput();
        }
        patience =
                channel.eventLoop()
                        .schedule(
                                this::endUnread,
                                service.patience().toNanos(),
                                TimeUnit.NANOSECONDS);
    }

    private void endUnread() {
        if (guard == null) {
            // RFC 9113, 8.1: the answer counts, and the rest of the request is not needed.
            context().writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR));
        } else {
            context().close();
        }
    }

    private void stopWaiting() {
        var running = patience;
        if (running != null) {
            patience = null;
            running.cancel(false);
        }
    }

    /** The present exchange is over, and the connection too if it was its last. */
    void onEnd(boolean wasLast) {
        current = null;
        // A pause does not outlive the request that it was for.
        bodyWanted = true;
        stopWaiting();
        if (wasLast) {
            close();
        } else {
            goOn();
        }
    }

    private void close() {
        closing = true;
        forget();
        context().close();
    }

    private void goOn() {
        if (unqueueing) {
            return;
        }
        unqueueing = true;
        try {
            while (!waiting.isEmpty()
                    && !(current != null && waiting.peek() instanceof HttpRequest)) {
                dispatch(context(), waiting.remove());
            }
        } finally {
            unqueueing = false;
        }
        setReading();
    }

    private void forget() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) {
        closing = true;
        stopWaiting();
        forget();
        var last = current;
        current = null;
        if (last != null) {
            last.onGone();
        }
        from.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable problem) {
        if (current != null && problem instanceof Http2Exception) {
            // The stream is still there.
            current.onBroken(problem);
            return;
        }
        if (!isOfPeer(problem)) {
            LateLog.write(
                    Level.ERROR,
                    ExchangeHandler.class.getName(),
                    "A connection had to be closed",
                    problem);
        }
        from.close();
    }

    /** Whoever breaks rules or connections must not fill the log. */
    private static boolean isOfPeer(Throwable problem) {
        return problem instanceof IOException
                || problem instanceof Http2Exception
                || problem instanceof DecoderException;
    }
}
