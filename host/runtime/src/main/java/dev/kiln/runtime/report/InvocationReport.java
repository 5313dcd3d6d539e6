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
 * @param traced empty if it is in no trace, or in one that is not recorded
 */
public record InvocationReport(
        String function,
        String requestId,
        Optional<ErrorType> error,
        Duration waited,
        Duration duration,
        Optional<Duration> initDuration,
        Optional<Traced> traced)
        implements Report {

    /** Of an invocation that is in no trace. */
    public InvocationReport(
            String function,
            String requestId,
            Optional<ErrorType> error,
            Duration waited,
            Duration duration,
            Optional<Duration> initDuration) {
        this(function, requestId, error, waited, duration, initDuration, Optional.empty());
    }

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
