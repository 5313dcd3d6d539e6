package dev.kiln.runtime.logging;

import java.util.Arrays;

/**
 * The last 4 KB of an invocation's log, for {@code X-Amz-Log-Result}. Written by the environment,
 * read when the outcome is there.
 */
public final class LogTail {

    private static final int LIMIT =
            4096; // «returns the last 4 KB of the execution log», API_Invoke

    private byte[] kept = new byte[0];
    private boolean cut;

    synchronized void append(byte[] bytes, int offset, int length) {
        var all = new byte[Math.min(LIMIT, kept.length + length)];
        var fromNew = Math.min(length, all.length);
        var fromOld = all.length - fromNew;
        cut |= fromOld < kept.length || fromNew < length;
        System.arraycopy(kept, kept.length - fromOld, all, 0, fromOld);
        System.arraycopy(bytes, offset + length - fromNew, all, fromOld, fromNew);
        kept = all;
    }

    /** Appends whole lines: a line that the function has left open is ended first. */
    synchronized void appendLines(byte[] lines) {
        if (kept.length > 0 && kept[kept.length - 1] != '\n') {
            append(new byte[] {'\n'}, 0, 1);
        }
        append(lines, 0, lines.length);
    }

    /** At most 4,096 bytes of UTF-8; the cut never splits a character. */
    public synchronized byte[] bytes() {
        var start = 0;
        // Continuation bytes at the front belong to a character whose first byte is gone.
        while (cut && start < kept.length && (kept[start] & 0xC0) == 0x80) {
            start++;
        }
        return Arrays.copyOfRange(kept, start, kept.length);
    }
}
