package dev.kiln.runtime.logging;

import java.time.Duration;
import java.util.Optional;

/**
 * What is known of an invocation when it has ended.
 *
 * @param status how it ended
 * @param duration from the start of the handler to its end
 * @param initDuration time that the environment took to initialise, on its first invocation only
 * @param maxMemoryMegabytes resident memory of the process, the nearest to what AWS reports
 */
public record InvocationReport(
        String requestId,
        Status status,
        Duration duration,
        Optional<Duration> initDuration,
        int memoryMegabytes,
        int maxMemoryMegabytes) {

    /** AWS's words in the JSON format. */
    public enum Status {
        SUCCESS,
        ERROR,
        TIMEOUT
    }
}
