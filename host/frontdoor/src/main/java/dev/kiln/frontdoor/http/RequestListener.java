package dev.kiln.frontdoor.http;

import io.netty.buffer.ByteBuf;

/** Hears what arrives of one request, on its connection's event loop. */
public interface RequestListener {

    /**
     * A part of the body.
     *
     * @param piece belongs to the caller: what is needed later has to be copied or retained
     */
    void onPiece(ByteBuf piece);

    /** The body is whole; nothing more comes but perhaps {@link #onGone}. */
    void onEnd();

    /**
     * The body will never be whole, because the peer broke the rules of HTTP; an answer is still
     * possible now.
     */
    void onBroken(Throwable problem);

    /** The peer, or the connection, has gone before the whole answer had left. */
    void onGone();
}
