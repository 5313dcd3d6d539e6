package dev.kiln.frontdoor.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request while it arrives: refuses what is too long, gives up on what stops
 * coming, and tells its {@link Conversation}. Everything happens on the connection's event loop.
 */
final class RequestBody implements RequestListener {

    private final HttpExchange exchange;
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
     * @param patience longest pause between two pieces
     */
    RequestBody(HttpExchange exchange, int limit, Duration patience, Conversation conversation) {
        this.exchange = exchange;
        this.limit = limit;
        this.patience = patience;
        this.conversation = conversation;
        announced = announcedLength(exchange);
        arrived = new BodyBuffer(announced, limit);
    }

    /** 0 if there is certainly no body, -1 if it has no announced length. */
    private static long announcedLength(HttpExchange exchange) {
        var length = exchange.request().headers().get(HttpHeaderNames.CONTENT_LENGTH);
        if (length != null) {
            try {
                return Long.parseLong(length);
            } catch (NumberFormatException _) {
                return -1;
            }
        }
        return exchange.announcesBody() ? -1 : 0;
    }

    void receive() {
        var tooLong = announced > limit;
        // Whoever waits for "100 Continue" is spared the sending.
        if (!tooLong || !exchange.request().headers().contains(HttpHeaderNames.EXPECT)) {
            exchange.receive(this);
        }
        if (tooLong) {
            refuse();
        } else if (announced != 0 && !complete) {
            lastArrival = System.nanoTime();
            schedule(patience.toNanos());
        }
    }

    /** Whether nothing more will come. */
    boolean isComplete() {
        return complete;
    }

    /** Exactly what has arrived; nobody writes to it afterwards. */
    byte[] bytes() {
        return arrived.whole();
    }

    @Override
    public void onPiece(ByteBuf piece) {
        if (refused) {
            return;
        }
        lastArrival = System.nanoTime();
        if (!arrived.append(piece)) {
            refuse();
        }
    }

    @Override
    public void onEnd() {
        complete = true;
        stopWaiting();
        if (!refused) {
            conversation.onBody();
        }
    }

    @Override
    public void onBroken(Throwable problem) {
        complete = true;
        stopWaiting();
        conversation.onBrokenBody(problem);
    }

    @Override
    public void onGone() {
        stopWaiting();
        conversation.onGone();
    }

    private void refuse() {
        refused = true;
        stopWaiting();
        conversation.onTooLarge();
    }

    private void checkArrival() {
        if (complete) {
            return;
        }
        var left = patience.toNanos() - (System.nanoTime() - lastArrival);
        if (left > 0) {
            schedule(left);
            return;
        }
        complete = true;
        conversation.onStalled();
    }

    private void schedule(long nanos) {
        timer =
                exchange.channel()
                        .eventLoop()
                        .schedule(this::checkArrival, nanos, TimeUnit.NANOSECONDS);
    }

    private void stopWaiting() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
