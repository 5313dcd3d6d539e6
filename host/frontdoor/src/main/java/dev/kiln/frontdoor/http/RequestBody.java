package dev.kiln.frontdoor.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.netty.http.server.HttpServerRequest;

/**
 * The body of one request while it arrives: refuses what is too long, gives up on what stops
 * coming, and tells its {@link Conversation}. Everything happens on the connection's event loop.
 */
final class RequestBody implements CoreSubscriber<Object> {

    private final HttpServerRequest request;
    private final int limit;
    private final Duration patience;
    private final Conversation conversation;
    private final long announced;
    private final BodyBuffer arrived;

    private @Nullable ScheduledFuture<?> timer;
    private long lastArrival;
    private boolean complete;
    private boolean refused;

    /**
     * @param limit in bytes
     * @param patience longest pause between two pieces; a refused sender may go on for this time,
     *     so that it comes to read its answer
     */
    RequestBody(
            HttpServerRequest request, int limit, Duration patience, Conversation conversation) {
        this.request = request;
        this.limit = limit;
        this.patience = patience;
        this.conversation = conversation;
        announced = announcedLength(request);
        arrived = new BodyBuffer(announced, limit);
    }

    /** 0 if there is certainly no body, -1 if it has no announced length. */
    private static long announcedLength(HttpServerRequest request) {
        var headers = request.requestHeaders();
        var length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        if (length != null) {
            try {
                return Long.parseLong(length);
            } catch (NumberFormatException _) {
                return -1;
            }
        }
        return headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
                        || request.version().majorVersion() > 1
                ? -1
                : 0;
    }

    void receive() {
        var tooLong = announced > limit;
        if (tooLong && request.requestHeaders().contains(HttpHeaderNames.EXPECT)) {
            // Whoever waits for "100 Continue" is spared the sending.
            complete = true;
        } else {
            request.receiveObject().subscribe(this);
        }
        if (tooLong) {
            refuse();
        } else if (announced != 0 && !complete) {
            lastArrival = System.nanoTime();
            schedule(patience.toNanos(), this::checkArrival);
        }
    }

    /** Whether nothing more will come. */
    boolean isComplete() {
        return complete;
    }

    /** Whether it was too long, and its sender still sends. */
    boolean isBeingRefused() {
        return refused && !complete;
    }

    /** Whether as much has come as was announced. */
    boolean isWhole() {
        return announced <= arrived.length();
    }

    /** Exactly what has arrived; nobody writes to it afterwards. */
    byte[] bytes() {
        return arrived.whole();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Object piece) {
        if (refused) {
            return;
        }
        var content = piece instanceof ByteBufHolder holder ? holder.content() : (ByteBuf) piece;
        lastArrival = System.nanoTime();
        if (!arrived.append(content)) {
            refuse();
        }
    }

    @Override
    public void onComplete() {
        complete = true;
        stopWaiting();
        if (refused) {
            conversation.onRefusalRead();
        } else {
            conversation.onBody();
        }
    }

    @Override
    public void onError(Throwable problem) {
        complete = true;
        stopWaiting();
        conversation.onBrokenBody(problem);
    }

    private void refuse() {
        refused = true;
        stopWaiting();
        schedule(patience.toNanos(), this::abandon);
        conversation.onTooLarge();
    }

    private void abandon() {
        if (!complete) {
            request.withConnection(connection -> connection.channel().close());
        }
    }

    private void checkArrival() {
        if (complete) {
            return;
        }
        var left = patience.toNanos() - (System.nanoTime() - lastArrival);
        if (left > 0) {
            schedule(left, this::checkArrival);
            return;
        }
        complete = true;
        conversation.onStalled();
    }

    private void schedule(long nanos, Runnable task) {
        request.withConnection(connection ->
                timer =
                        connection
                                .channel()
                                .eventLoop()
                                .schedule(task, nanos, TimeUnit.NANOSECONDS));
    }

    /** Lets the rest take as long as it likes. */
    void stopWaiting() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
