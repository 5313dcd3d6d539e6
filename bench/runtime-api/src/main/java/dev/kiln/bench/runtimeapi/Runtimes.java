package dev.kiln.bench.runtimeapi;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Brings together callers and the processes that ask for the next invocation, both in the order in
 * which they came. For any thread.
 */
final class Runtimes {

    private static final long TIMEOUT_MILLIS = 60_000;

    private record Call(String requestId, Channel caller, ByteBuf event) {}

    private final Queue<Call> waiting = new ArrayDeque<>();
    private final Queue<Channel> idle = new ArrayDeque<>();
    private final Map<String, Call> running = new ConcurrentHashMap<>();

    /**
     * @param event becomes this object's to release
     */
    void invoke(Channel caller, ByteBuf event) {
        // Random enough, and without the lock of the secure source.
        var random = ThreadLocalRandom.current();
        var requestId = new UUID(random.nextLong(), random.nextLong()).toString();
        var call = new Call(requestId, caller, event);
        var runtime = runtimeFor(call);
        if (runtime != null) {
            handOver(call, runtime);
        }
    }

    /** A process has nothing to do and waits for an answer on this channel. */
    void next(Channel runtime) {
        var call = callFor(runtime);
        if (call != null) {
            handOver(call, runtime);
        }
    }

    /**
     * Answers the caller of a request.
     *
     * @param body becomes this object's to release
     */
    void finish(String requestId, HttpResponseStatus status, ByteBuf body) {
        Optional.ofNullable(running.remove(requestId))
                .ifPresentOrElse(call -> send(call.caller(), status, body), body::release);
    }

    private synchronized @Nullable Channel runtimeFor(Call call) {
        var runtime = idle.poll();
        if (runtime == null) {
            waiting.add(call);
        }
        return runtime;
    }

    private synchronized @Nullable Call callFor(Channel runtime) {
        var call = waiting.poll();
        if (call == null) {
            idle.add(runtime);
        }
        return call;
    }

    private void handOver(Call call, Channel runtime) {
        running.put(call.requestId(), call);
        var response = json(HttpResponseStatus.OK, call.event());
        var deadline = Long.toString(System.currentTimeMillis() + TIMEOUT_MILLIS);
        response.headers()
                .set("Lambda-Runtime-Aws-Request-Id", call.requestId())
                .set("Lambda-Runtime-Deadline-Ms", deadline)
                .set(
                        "Lambda-Runtime-Invoked-Function-Arn",
                        "arn:aws:lambda:us-east-1:123456789012:function:bench")
                .set("Lambda-Runtime-Trace-Id", "Root=1-00000000-000000000000000000000000");
        runtime.writeAndFlush(response, runtime.voidPromise());
    }

    static void send(Channel channel, HttpResponseStatus status, ByteBuf body) {
        channel.writeAndFlush(json(status, body), channel.voidPromise());
    }

    private static DefaultFullHttpResponse json(HttpResponseStatus status, ByteBuf body) {
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        return response;
    }
}
