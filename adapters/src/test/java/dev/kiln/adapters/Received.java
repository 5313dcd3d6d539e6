package dev.kiln.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** Keeps a streamed response, and insists on its order. */
public final class Received implements ResponseReceiver {

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private List<HeaderField> headers = List.of();
    private int status;
    private int pieces;

    @Override
    public void head(int newStatus, List<HeaderField> newHeaders) {
        assertThat(status).as("a response has one head").isZero();
        status = newStatus;
        headers = newHeaders;
    }

    @Override
    public void body(byte[] bytes, int offset, int length) {
        assertThat(status).as("the head comes first").isPositive();
        body.write(bytes, offset, length);
        pieces++;
    }

    public boolean hasHead() {
        return status > 0;
    }

    /** How often a part of the body came. */
    public int pieces() {
        return pieces;
    }

    public OutboundResponse response() {
        return new OutboundResponse(status, headers, body.toByteArray());
    }
}
