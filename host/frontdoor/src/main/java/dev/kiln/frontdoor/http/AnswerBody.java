package dev.kiln.frontdoor.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpVersion;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer that leaves while it is made. What has been given to it and has not been
 * taken by the connection is bounded: whoever writes waits for a slow client. Small pieces that
 * come faster than they leave go together.
 */
public final class AnswerBody {

    /** Bytes between the writer and the connection. */
    private static final int WINDOW = 64 * 1024;

    private final HttpExchange exchange;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();

    private @Nullable ByteBuf waiting;
    private int held;
    private boolean scheduled;
    private boolean closed;

    AnswerBody(HttpExchange exchange) {
        this.exchange = exchange;
    }

    /**
     * Takes bytes, as soon as there is room for them; drops them if the client has gone. Not to be
     * called on an event loop.
     */
    public void write(byte[] bytes, int offset, int length) {
        var taken = 0;
        while (taken < length) {
            lock.lock();
            try {
                while (!closed && held >= WINDOW) {
                    // Whoever ends the invocation also closes this.
                    room.awaitUninterruptibly();
                }
                if (closed) {
                    return;
                }
                var piece = Math.min(length - taken, WINDOW - held);
                hold(bytes, offset + taken, piece);
                taken += piece;
            } finally {
                lock.unlock();
            }
        }
    }

    private void hold(byte[] bytes, int offset, int length) {
        if (waiting == null) {
            waiting = exchange.channel().alloc().buffer(length, WINDOW);
        }
        waiting.writeBytes(bytes, offset, length);
        held += length;
        if (!scheduled) {
            scheduled = true;
            exchange.loop().execute(this::send);
        }
    }

    private void send() {
        ByteBuf piece;
        lock.lock();
        try {
            scheduled = false;
            piece = waiting;
            waiting = null;
        } finally {
            lock.unlock();
        }
        if (piece != null) {
            var length = piece.readableBytes();
            exchange.write(piece).addListener((ChannelFuture write) -> sent(write, length));
        }
    }

    private void sent(ChannelFuture write, int length) {
        if (!write.isSuccess()) {
            close();
            return;
        }
        lock.lock();
        try {
            held -= length;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The body is whole. */
    public void end() {
        // After what has been scheduled before: the event loop keeps the order.
        exchange.loop().execute(exchange::endAnswer);
    }

    /**
     * The body will never be whole, and the client must see that: ends the connection, or the
     * stream of HTTP/2, without the end of a message.
     */
    void abort() {
        close();
        if (exchange.request().version().equals(HttpVersion.HTTP_1_0)) {
            // Only a reset tells a body that is broken off from a whole one.
            exchange.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        exchange.abort();
    }

    /** Nobody reads any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            if (waiting != null) {
                waiting.release();
                waiting = null;
            }
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
