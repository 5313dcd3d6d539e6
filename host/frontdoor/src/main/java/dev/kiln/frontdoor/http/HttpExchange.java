package dev.kiln.frontdoor.http;

import dev.kiln.frontdoor.logging.LateLog;
import dev.kiln.frontdoor.request.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request and its one answer, on a connection of HTTP/1.1 or as a stream of HTTP/2. What is
 * said of the answer may come from any thread, one after the other; everything else happens on the
 * connection's event loop.
 */
public final class HttpExchange {

    private final RequestHead request;
    private final Channel channel;
    private final EventLoop loop;
    private final ExchangeHandler handler;
    private final boolean clientKeepsAlive;
    private final boolean announcesBody;
    private final List<Runnable> endings = new ArrayList<>(2);

    private @Nullable RequestListener listener;
    private @Nullable Queue<HttpContent> unheard;
    private boolean awaitsLeave;
    private boolean bodyUnwanted;
    private boolean bodyEnded;
    private boolean paused;
    private boolean answered;
    private boolean ended;
    private boolean left;
    private volatile boolean bodyless;
    private volatile boolean lastOfConnection;

    /**
     * @param clientKeepsAlive whether the client may go on with the connection afterwards
     * @param announcesBody whether more may follow than the end of an empty body
     */
    HttpExchange(
            RequestHead request,
            boolean clientKeepsAlive,
            boolean announcesBody,
            Channel channel,
            ExchangeHandler handler) {
        this.request = request;
        this.clientKeepsAlive = clientKeepsAlive;
        this.channel = channel;
        this.handler = handler;
        // A channel that has been closed does not know it any more.
        loop = channel.eventLoop();
        this.announcesBody = announcesBody;
        awaitsLeave =
                announcesBody
                        && request.headers().contains(HttpHeaderNames.EXPECT)
                        && !request.version().equals(HttpVersion.HTTP_1_0);
    }

    /** The head of the request. */
    public RequestHead request() {
        return request;
    }

    /** The event loop of the connection. */
    public Executor loop() {
        return loop;
    }

    /** Whether more may follow than the end of an empty body. */
    boolean announcesBody() {
        return announcesBody;
    }

    Channel channel() {
        return channel;
    }

    /**
     * Runs an action when the whole answer has left and nothing more of the request is waited for,
     * or when the client has gone; now, if that was before. To be called on the event loop.
     */
    public void whenEnded(Runnable action) {
        if (ended) {
            action.run();
        } else {
            endings.add(action);
        }
    }

    /**
     * Lets somebody begin to serve it, on the event loop. What that throws ends the connection, and
     * is logged.
     */
    public void serveBy(Consumer<HttpExchange> server) {
        try {
            server.accept(this);
        } catch (RuntimeException e) {
            LateLog.write(
                    Level.ERROR, HttpExchange.class.getName(), "A request could not be served", e);
            abort();
        }
    }

    /**
     * Takes what arrives of the body, from its beginning, and gives a client that waits for it
     * leave to send it. To be called on the event loop.
     *
     * @throws IllegalStateException if it is called again
     */
    public void receive(RequestListener newListener) {
        if (listener != null) {
            throw new IllegalStateException("The body of a request can be read once");
        }
        listener = newListener;
        if (ended) {
            newListener.onGone();
            return;
        }
        if (awaitsLeave && !bodyEnded) {
            awaitsLeave = false;
            channel.writeAndFlush(
                    new DefaultFullHttpResponse(
                            HttpVersion.HTTP_1_1,
                            HttpResponseStatus.CONTINUE,
                            Unpooled.EMPTY_BUFFER));
        }
        var early = unheard;
        if (early == null) {
            return;
        }
        unheard = null;
        early.forEach(this::onContent);
        read(!paused);
    }

    /** Asks the client to wait with what it has not sent yet; pieces may still come. */
    public void pauseReading() {
        paused = true;
        read(false);
    }

    /** Takes that back. */
    public void resumeReading() {
        paused = false;
        read(true);
    }

    /** The connection may have gone on to the next request. */
    private void read(boolean wanted) {
        if (!left) {
            handler.readBody(wanted);
        }
    }

    /** Takes over a piece. */
    void onContent(HttpContent content) {
        if (listener == null && !answered && !ended) {
            keep(content);
            return;
        }
        var last = content instanceof LastHttpContent;
        try {
            if (content.decoderResult().isFailure()) {
                onBroken(content.decoderResult().cause());
                return;
            }
            if (listener != null && !answered && content.content().isReadable()) {
                listener.onPiece(content.content());
            }
        } finally {
            content.release();
        }
        if (last && !bodyEnded) {
            bodyEnded = true;
            if (listener != null && !ended) {
                listener.onEnd();
            }
            leaveIfDone();
        }
    }

    /** Whoever serves the request does not listen yet: what has been read is kept, and no more. */
    private void keep(HttpContent content) {
        if (unheard == null) {
            unheard = new ArrayDeque<>();
        }
        unheard.add(content);
        if (!(content instanceof LastHttpContent)) {
            read(false);
        }
    }

    void onBroken(Throwable problem) {
        if (bodyEnded || ended) {
            return;
        }
        // There is no telling where the next request would begin.
        lastOfConnection = true;
        bodyEnded = true;
        if (listener == null) {
            channel.close();
        } else {
            listener.onBroken(problem);
            leaveIfDone();
        }
    }

    void onGone() {
        left = true;
        forgetUnheard();
        if (ended) {
            return;
        }
        var hearing = listener;
        end();
        if (hearing != null) {
            hearing.onGone();
        }
    }

    private void forgetUnheard() {
        var early = unheard;
        if (early != null) {
            early.forEach(HttpContent::release);
            unheard = null;
        }
    }

    /**
     * The answer is the last one of its connection, which ends as soon as it has left. To be called
     * on the event loop.
     */
    void closeAfterAnswer() {
        lastOfConnection = true;
        bodyEnded = true;
    }

    /**
     * Sends a whole answer. Its length is added, and what is left of the request is read and
     * forgotten.
     *
     * @param headers belong to the answer from now on
     * @param body nothing of it goes out where HTTP allows none
     */
    public void answer(HttpResponseStatus status, HttpHeaders headers, ByteBuf body) {
        var content = body;
        if (!hasBody(status)) {
            body.release();
            content = Unpooled.EMPTY_BUFFER;
            if (status.code() == 204 || status.code() == 205) {
                headers.remove(HttpHeaderNames.CONTENT_LENGTH);
            }
        } else if (!headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            headers.setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        }
        headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
        var response =
                new DefaultFullHttpResponse(
                        version(), status, content, headers, EmptyHttpHeaders.INSTANCE);
        onLoop(() -> {
            if (ended) {
                response.release();
                return;
            }
            prepare(response);
            channel.writeAndFlush(response).addListener((ChannelFuture it) -> onWritten(it));
        });
    }

    /**
     * Sends the head of an answer whose body follows.
     *
     * @param headers belong to the answer from now on
     */
    public void begin(HttpResponseStatus status, HttpHeaders headers) {
        var response = new DefaultHttpResponse(version(), status, headers);
        bodyless = !hasBody(status);
        if (!bodyless && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            if (version().equals(HttpVersion.HTTP_1_0)) {
                // It knows no chunks: there the end of the connection is the end of the body.
                lastOfConnection = true;
            } else {
                headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
            }
        }
        onLoop(() -> {
            if (!ended) {
                prepare(response);
                channel.writeAndFlush(response)
                        .addListener((ChannelFuture it) -> closeIfFailed(it));
            }
        });
    }

    /**
     * Sends a part of the body, and takes it over.
     *
     * @return completes when the connection has taken it, or when nobody will read it
     */
    public ChannelFuture write(ByteBuf piece) {
        if (bodyless && request.isHttp2()) {
            // In HTTP/1.1 the encoder sees to that.
            piece.release();
            return channel.newSucceededFuture();
        }
        return channel.writeAndFlush(new DefaultHttpContent(piece));
    }

    /** The body of the answer is whole. */
    public void endAnswer() {
        onLoop(() -> {
            if (!ended) {
                channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
                        .addListener((ChannelFuture it) -> onWritten(it));
            }
        });
    }

    /** Ends the connection, or the stream of HTTP/2, at once: the peer sees what is not whole. */
    public void abort() {
        channel.close();
    }

    private HttpVersion version() {
        return request.version().equals(HttpVersion.HTTP_1_0)
                ? HttpVersion.HTTP_1_0
                : HttpVersion.HTTP_1_1;
    }

    /** RFC 9110, 6.4.1. */
    private boolean hasBody(HttpResponseStatus status) {
        return !request.method().equals(HttpMethod.HEAD)
                && switch (status.code()) {
                    case 204, 205, 304 -> false;
                    default -> status.code() >= 200;
                };
    }

    private void prepare(HttpResponse response) {
        handler.onAnswer();
        bodyUnwanted = awaitsLeave;
        awaitsLeave = false;
        if (request.isHttp2()) {
            return;
        }
        if (bodyUnwanted
                || !clientKeepsAlive
                || handler.isDraining()
                || response.headers()
                        .contains(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true)) {
            lastOfConnection = true;
        }
        if (lastOfConnection || version().equals(HttpVersion.HTTP_1_0)) {
            HttpUtil.setKeepAlive(response, !lastOfConnection);
        }
    }

    private void onLoop(Runnable action) {
        if (loop.inEventLoop()) {
            action.run();
        } else {
            loop.execute(action);
        }
    }

    private void closeIfFailed(ChannelFuture write) {
        if (!write.isSuccess()) {
            channel.close();
            onGone();
        }
    }

    private void onWritten(ChannelFuture write) {
        closeIfFailed(write);
        answered = true;
        var early = unheard;
        if (early != null) {
            unheard = null;
            early.forEach(this::onContent);
        }
        read(true);
        if (announcesBody && !bodyEnded && !left) {
            handler.awaitRest(lastOfConnection);
            if (bodyUnwanted && !ended) {
                end();
            }
        }
        leaveIfDone();
    }

    private void leaveIfDone() {
        if (answered && bodyEnded && !left) {
            left = true;
            if (!ended) {
                end();
            }
            handler.onEnd(lastOfConnection);
        }
    }

    private void end() {
        ended = true;
        endings.forEach(Runnable::run);
        endings.clear();
    }
}
