package dev.kiln.runtime.logging;

import java.util.Arrays;

/**
 * The last 4 KB of an invocation's log, for {@code X-Amz-Log-Result}. Written by the environment,
 * read when the outcome is there.
 */
public final class LogTail {

    private static final int LIMIT =
            4096; // «returns the last 4 KB of the execution log», API_Invoke

    // Twice the limit: the last bytes move to the front when it is full, not with each write.
    private byte[] buffer = new byte[512];
    private int length;
    private boolean cut;

    synchronized void append(byte[] bytes, int offset, int count) {
        var skipped = Math.max(0, count - LIMIT);
        makeRoom(count - skipped);
        cut |= skipped > 0;
        System.arraycopy(bytes, offset + skipped, buffer, length, count - skipped);
        length += count - skipped;
    }

    private void makeRoom(int count) {
        if (length + count > buffer.length && buffer.length < 2 * LIMIT) {
            var size = Math.max(2 * buffer.length, length + count);
            buffer = Arrays.copyOf(buffer, Math.min(2 * LIMIT, size));
        }
        if (length + count > buffer.length) {
            var kept = LIMIT - count;
            System.arraycopy(buffer, length - kept, buffer, 0, kept);
            length = kept;
            cut = true;
        }
    }

    /** Appends whole lines: a line that the function has left open is ended first. */
    synchronized void appendLines(byte[] lines) {
        if (length > 0 && buffer[length - 1] != '\n') {
            append(new byte[] {'\n'}, 0, 1);
        }
        append(lines, 0, lines.length);
    }

    /** At most 4,096 bytes of UTF-8; the cut never splits a character. */
    public synchronized byte[] bytes() {
        var start = Math.max(0, length - LIMIT);
        if (cut || start > 0) {
            // At most three continuation bytes belong to a character whose first byte is gone.
            for (int i = 0; i < 3 && start < length && (buffer[start] & 0xC0) == 0x80; i++) {
                start++;
            }
        }
        return Arrays.copyOfRange(buffer, start, length);
    }
}
