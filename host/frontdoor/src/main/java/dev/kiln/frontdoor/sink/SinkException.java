package dev.kiln.frontdoor.sink;

import java.time.Duration;
import java.util.Optional;

/** An event has not reached the sink, or the sink did not take it. */
public final class SinkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean mayPass;
    private final transient Optional<Duration> retryAfter;

    /**
     * @param mayPass whether the same event may be taken at another time
     * @param retryAfter how long the sink wants to be left alone
     */
    SinkException(String message, boolean mayPass, Optional<Duration> retryAfter) {
        super(message, null, false, false);
        this.mayPass = mayPass;
        this.retryAfter = retryAfter;
    }

    boolean mayPass() {
        return mayPass;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
