package dev.kiln.runtime.report;

import dev.kiln.runtime.ErrorType;
import java.time.Duration;
import java.util.Optional;

/**
 * What is known of an invocation when it has ended: the lines of the log, and whatever else is told
 * of it, are made from this.
 *
 * @param error empty if the handler succeeded
 * @param waited for an environment
 * @param duration from the start of the handler to its end
 * @param initDuration time that the environment took to initialise, on its first invocation only
 */
public record InvocationReport(
        String function,
        String requestId,
        Optional<ErrorType> error,
        Duration waited,
        Duration duration,
        Optional<Duration> initDuration)
        implements Report {

    /** AWS's words in the JSON format. */
    public enum Status {
        SUCCESS,
        ERROR,
        TIMEOUT
    }

    /** How it ended. */
    public Status status() {
        if (error.isEmpty()) {
            return Status.SUCCESS;
        }
        return error.get() == ErrorType.TIMED_OUT ? Status.TIMEOUT : Status.ERROR;
    }
}
