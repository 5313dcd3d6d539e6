package dev.kiln.bench.runtimeapi;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/**
 * Tells what a process says from what a caller posts, on one connection.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
final class Requests extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final String ROOT = "/2018-06-01/runtime/";
    private static final String INVOCATION = ROOT + "invocation/";
    private static final String NEXT = INVOCATION + "next";
    private static final String RESPONSE = "/response";
    private static final String ERROR = "/error";

    private final Runtimes runtimes;

    Requests(Runtimes runtimes) {
        this.runtimes = runtimes;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        var path = request.uri();
        if (!path.startsWith(ROOT)) {
            runtimes.invoke(context.channel(), request.content().retain());
        } else if (path.equals(NEXT)) {
            runtimes.next(context.channel());
        } else if (path.startsWith(INVOCATION) && path.endsWith(RESPONSE)) {
            finish(context, request, RESPONSE, HttpResponseStatus.OK);
        } else if (path.startsWith(INVOCATION) && path.endsWith(ERROR)) {
            finish(context, request, ERROR, HttpResponseStatus.INTERNAL_SERVER_ERROR);
        } else {
            // The process says why it could not begin, and ends.
            System.err.println(path + ": " + request.content().toString(StandardCharsets.UTF_8));
            Runtimes.send(context.channel(), HttpResponseStatus.ACCEPTED, Unpooled.EMPTY_BUFFER);
        }
    }

    private void finish(
            ChannelHandlerContext context,
            FullHttpRequest request,
            String end,
            HttpResponseStatus status) {
        var path = request.uri();
        var requestId = path.substring(INVOCATION.length(), path.length() - end.length());
        runtimes.finish(requestId, status, request.content().retain());
        Runtimes.send(context.channel(), HttpResponseStatus.ACCEPTED, Unpooled.EMPTY_BUFFER);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A caller that hung up; a process that did ends the front by ending itself.
        context.close();
    }
}
