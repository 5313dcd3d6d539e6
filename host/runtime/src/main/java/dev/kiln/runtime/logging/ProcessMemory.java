package dev.kiln.runtime.logging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Resident memory of this process, read at most once a second: a report is written for each
 * invocation.
 */
final class ProcessMemory {

    private static final Path STATUS = Path.of("/proc/self/statm");
    private static final long PAGE_BYTES =
            4096; // of all platforms that the JVM runs on with /proc, in the default setting
    private static final long ONE_SECOND = 1_000_000_000L;

    private long readAt;
    private int highestMegabytes;

    synchronized int highestMegabytes() {
        var now = System.nanoTime();
        if (highestMegabytes == 0 || now - readAt > ONE_SECOND) {
            readAt = now;
            highestMegabytes = Math.max(highestMegabytes, residentMegabytes());
        }
        return highestMegabytes;
    }

    private static int residentMegabytes() {
        try {
            var fields = new String(Files.readAllBytes(STATUS), StandardCharsets.US_ASCII);
            var start = fields.indexOf(' ') + 1;
            var pages = Long.parseLong(fields, start, fields.indexOf(' ', start), 10);
            return (int) Math.max(1, pages * PAGE_BYTES >> 20);
        } catch (IOException | NumberFormatException e) {
            var runtime = Runtime.getRuntime();
            return (int) Math.max(1, runtime.totalMemory() - runtime.freeMemory() >> 20);
        }
    }
}
