package dev.kiln.runtime.logging;

/**
 * The last 4 KB of an invocation's log, for {@code X-Amz-Log-Result}. Written by the environment,
 * read when the outcome is there.
 */
public final class LogTail {

    /** AWS returns the last 4 KB. */
    private static final int LIMIT = 4096;

    private byte[] kept = new byte[0];

    synchronized void append(byte[] bytes, int offset, int length) {
        var all = new byte[Math.min(LIMIT, kept.length + length)];
        var fromNew = Math.min(length, LIMIT);
        var fromOld = all.length - fromNew;
        System.arraycopy(kept, kept.length - fromOld, all, 0, fromOld);
        System.arraycopy(bytes, offset + length - fromNew, all, fromOld, fromNew);
        kept = all;
    }

    /** At most 4,096 bytes of UTF-8; the cut never splits a character. */
    public synchronized byte[] bytes() {
        var start = 0;
        // Continuation bytes at the front belong to a character whose first byte is gone.
        while (kept.length == LIMIT && start < LIMIT && (kept[start] & 0xC0) == 0x80) {
            start++;
        }
        return java.util.Arrays.copyOfRange(kept, start, kept.length);
    }
}
