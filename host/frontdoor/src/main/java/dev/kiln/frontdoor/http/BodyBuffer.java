package dev.kiln.frontdoor.http;

import io.netty.buffer.ByteBuf;

/** The bytes of a body as they arrive: a sender may claim any length, memory follows the facts. */
final class BodyBuffer {

    private static final byte[] EMPTY = {};
    private static final int FIRST_PIECE = 8 * 1024;

    /** Who has sent a sixteenth of what was announced will send the rest. */
    private static final long MOST_TRUST = 16;

    private final long announced;
    private final int limit;
    private byte[] bytes = EMPTY;
    private int length;

    /**
     * @param announced how much is said to come; 0 or less if nothing is said
     * @param limit in bytes
     */
    BodyBuffer(long announced, int limit) {
        this.announced = announced;
        this.limit = limit;
        if (announced > 0) {
            bytes = new byte[(int) Math.min(announced, FIRST_PIECE)];
        }
    }

    /** False if the body would be longer than it may be; what was there is forgotten then. */
    boolean append(ByteBuf piece) {
        var size = piece.readableBytes();
        if (size > limit - length) {
            bytes = EMPTY;
            length = 0;
            return false;
        }
        if (size > bytes.length - length) {
            grow(size);
        }
        piece.getBytes(piece.readerIndex(), bytes, length, size);
        length += size;
        return true;
    }

    private void grow(int size) {
        var arrived = length + size;
        var trusted = announced >= arrived && announced <= MOST_TRUST * arrived;
        var next = trusted ? announced : 2L * bytes.length;
        var wanted = Math.max(arrived, Math.min(next, limit));
        var grown = new byte[(int) wanted];
        System.arraycopy(bytes, 0, grown, 0, length);
        bytes = grown;
    }

    int length() {
        return length;
    }

    /** Exactly what has arrived; nobody writes to it afterwards. */
    byte[] whole() {
        if (length == bytes.length) {
            return bytes;
        }
        var exact = new byte[length];
        System.arraycopy(bytes, 0, exact, 0, length);
        return exact;
    }
}
