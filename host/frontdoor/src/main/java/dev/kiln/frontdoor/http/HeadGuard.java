package dev.kiln.frontdoor.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.DecoderResultProvider;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the decoder of a connection of HTTP/1.1 and its server. Refuses heads that break
 * the rules or do not come to their end in time, and gives the server's answers to what could not
 * be decoded a sentence. A refused request is the last one of its connection; it is answered in its
 * turn.
 */
final class HeadGuard extends ChannelDuplexHandler {

    private final Duration limit;
    private final ChannelHandler first =
            new ChannelInboundHandlerAdapter() {
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
    private boolean isHead;
    private @Nullable Throwable failure;
    private boolean failedInHead;
    private volatile @Nullable ScheduledFuture<?> timer;

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
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (failure != null) {
            // Whatever follows a request that was not understood may be a part of it.
            ReferenceCountUtil.release(message);
            return;
        }
        decodedSomething = true;
        if (message instanceof HttpRequest request) {
            stopTimer();
            begun++;
            inBody = true;
            isHead = request.method() == HttpMethod.HEAD;
            check(request);
        }
        if (message instanceof LastHttpContent) {
            inBody = false;
        }
        if (message instanceof DecoderResultProvider decoded
                && decoded.decoderResult().isFailure()) {
            failure = decoded.decoderResult().cause();
            failedInHead = message instanceof HttpRequest;
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
        if (bytesArrived && !decodedSomething && !inBody && failure == null && timer == null) {
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

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        var written = message;
        if (message instanceof HttpResponse response && response.status().code() >= 200) {
            answered++;
            if (failure != null && answered == begun && isOfDecoder(response)) {
                ReferenceCountUtil.release(message);
                written = refusal(failure);
            }
            if (timer != null) {
                // Whoever had to wait for an earlier answer has all of its time from now on.
                stopTimer();
                startTimer(context);
            }
        }
        context.write(written, promise);
    }

    private static boolean isOfDecoder(HttpResponse response) {
        return response instanceof FullHttpResponse whole
                && !whole.content().isReadable()
                && switch (whole.status().code()) {
                    case 400, 414, 431 -> true;
                    default -> false;
                };
    }

    private FullHttpResponse refusal(Throwable why) {
        var refused = RefusedRequestException.of(why, failedInHead);
        var sentence = (refused.sentence() + "\n").getBytes(StandardCharsets.US_ASCII);
        var answer =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(refused.status()),
                        isHead ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(sentence));
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .setInt(HttpHeaderNames.CONTENT_LENGTH, sentence.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return answer;
    }

    /** The connection goes on with HTTP/2, whose heads come another way. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof HttpServerUpgradeHandler.UpgradeEvent) {
            context.pipeline().remove(this);
        }
        context.fireUserEventTriggered(event);
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
