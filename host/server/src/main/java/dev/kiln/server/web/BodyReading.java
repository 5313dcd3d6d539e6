package dev.kiln.server.web;

import dev.kiln.frontdoor.http.HttpExchange;
import dev.kiln.frontdoor.http.RequestListener;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import reactor.core.publisher.FluxSink;

/** Passes a request's body on, not faster than it is asked for. */
final class BodyReading implements RequestListener {

    private final HttpExchange exchange;
    private final NettyDataBufferFactory buffers;
    private final FluxSink<DataBuffer> sink;
    private boolean over;

    BodyReading(HttpExchange exchange, NettyDataBufferFactory buffers, FluxSink<DataBuffer> sink) {
        this.exchange = exchange;
        this.buffers = buffers;
        this.sink = sink;
    }

    /** To be called on the connection's event loop. */
    void begin() {
        // A second reader of one body gets nothing but this.
        try {
            exchange.receive(this);
        } catch (IllegalStateException e) {
            sink.error(e);
            return;
        }
        sink.onRequest(_ -> exchange.loop().execute(exchange::resumeReading));
    }

    @Override
    public void onPiece(ByteBuf piece) {
        if (sink.isCancelled()) {
            return;
        }
        sink.next(buffers.wrap(piece.retain()));
        if (sink.requestedFromDownstream() == 0) {
            exchange.pauseReading();
        }
    }

    @Override
    public void onEnd() {
        over = true;
        sink.complete();
    }

    @Override
    public void onBroken(Throwable problem) {
        over = true;
        sink.error(new IOException("The body of the request is not well-formed", problem));
    }

    @Override
    public void onGone() {
        if (!over) {
            sink.error(new IOException("The client has hung up"));
        }
    }
}
