package dev.kiln.frontdoor.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Frames of HTTP/2 by hand (RFC 9113, 4.1), for what no client library would send. */
final class Http2Frames {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RESET = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    /** {@code POST http://a/}: indices of HPACK's static table, and the authority as a literal. */
    static final byte[] POST = {(byte) 0x83, (byte) 0x86, (byte) 0x84, 0x01, 0x01, 'a'};

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** The preface and the client's settings, which every connection begins with. */
    static Http2Frames beginning() {
        var frames = new Http2Frames();
        frames.bytes.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
        return frames.add(SETTINGS, 0, 0);
    }

    Http2Frames add(int type, int flags, int stream, byte... payload) {
        bytes.writeBytes(
                ByteBuffer.allocate(9)
                        .put((byte) (payload.length >> 16))
                        .putShort((short) payload.length)
                        .put((byte) type)
                        .put((byte) flags)
                        .putInt(stream)
                        .array());
        bytes.writeBytes(payload);
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
