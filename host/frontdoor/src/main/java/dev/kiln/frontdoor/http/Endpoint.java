package dev.kiln.frontdoor.http;

import dev.kiln.adapters.OutboundResponse;

/**
 * What becomes of one request. Exactly one of {@code onBody}, {@code onTooLarge} and {@code
 * onStalled} is called, on the connection's event loop, which must not be kept.
 */
public interface Endpoint {

    /** Bytes of body that are worth reading. */
    int maxBodyBytes();

    /**
     * The request is complete; somebody has to {@link Conversation#answer} it, once, from any
     * thread.
     */
    void onBody(Conversation conversation, byte[] body);

    /** The body is longer than may be; an answer is due as above, the rest is not read. */
    void onTooLarge(Conversation conversation);

    /** The rest of the body did not come. */
    OutboundResponse onStalled();

    /** The client went away after the request was complete; nobody will read an answer. */
    void onHangUp();
}
