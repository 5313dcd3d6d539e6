package dev.kiln.frontdoor.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.DecoderResultProvider;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the decoder of a connection of HTTP/1.1 and its {@link ExchangeHandler}. Refuses
 * heads that break the rules or do not come to their end in time, as if they could not be decoded.
 * A refused request is the last one of its connection.
 */
final class HeadGuard extends InboundHandler {

    private final Duration limit;
    private final InboundHandler first =
            new InboundHandler() {
                @Override
                public void channelRead(ChannelHandlerContext context, Object bytes) {
                    bytesArrived = true;
                    context.fireChannelRead(bytes);
                }
            };

    private int begun;
    private int answered;
    private boolean inBody;
    private boolean bytesArrived;
    private boolean decodedSomething;
    private boolean failed;
    private volatile @Nullable ScheduledFuture<?> timer;
    private @Nullable ChannelHandlerContext guarded;

    /**
     * @param limit from the first byte of a request to the end of its head
     */
    HeadGuard(Duration limit) {
        this.limit = limit;
    }

    /**
     * Takes its places in a pipeline that may keep the first bytes of a request.
     *
     * @param server the name of the handler behind the decoder
     */
    void join(ChannelPipeline pipeline, String server) {
        pipeline.addBefore(server, null, this).addFirst(first);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        guarded = context;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (failed) {
            // Whatever follows a request that was not understood may be a part of it.
            ReferenceCountUtil.release(message);
            return;
        }
        decodedSomething = true;
        if (message instanceof HttpRequest request) {
            stopTimer();
            begun++;
            inBody = true;
            check(request);
        }
        if (message instanceof LastHttpContent) {
            inBody = false;
        }
        if (message instanceof DecoderResultProvider decoded
                && decoded.decoderResult().isFailure()) {
            failed = true;
        }
        context.fireChannelRead(message);
    }

    private static void check(HttpRequest request) {
        if (request.decoderResult().isSuccess()) {
            var problem =
                    HeadRules.violatedBy(
                            request.protocolVersion(), request.uri(), request.headers());
            if (problem != null) {
                request.setDecoderResult(DecoderResult.failure(problem));
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (bytesArrived && !decodedSomething && !inBody && !failed && timer == null) {
            startTimer(context);
        }
        bytesArrived = false;
        decodedSomething = false;
        context.fireChannelReadComplete();
    }

    /** Whether a request has begun whose head has not come to its end. */
    boolean isInHead() {
        return timer != null;
    }

    private void startTimer(ChannelHandlerContext context) {
        timer =
                context.executor()
                        .schedule(() -> onTooSlow(context), limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void onTooSlow(ChannelHandlerContext context) {
        timer = null;
        if (answered < begun) {
            // While an earlier request is served, the server may have stopped reading.
            startTimer(context);
            return;
        }
        var unknown =
                new DefaultFullHttpRequest(
                        HttpVersion.HTTP_1_1, HttpMethod.GET, "/", Unpooled.EMPTY_BUFFER);
        unknown.setDecoderResult(
                DecoderResult.failure(
                        new RefusedRequestException(
                                408, "The head of the request did not arrive in time.")));
        channelRead(context, unknown);
    }

    private void stopTimer() {
        var running = timer;
        if (running != null) {
            running.cancel(false);
            timer = null;
        }
    }

    /** The answer to a request begins to leave. */
    void onAnswer() {
        answered++;
        var running = guarded;
        if (timer != null && running != null) {
            // Whoever had to wait for an earlier answer has all of its time from now on.
            stopTimer();
            startTimer(running);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stopTimer();
        // At a connection's end the pipeline takes out both by itself.
        if (context.pipeline().context(first) != null) {
            context.pipeline().remove(first);
        }
    }
}
