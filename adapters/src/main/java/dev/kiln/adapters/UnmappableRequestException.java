package dev.kiln.adapters;

/** The gateway answers this request itself; the function is not invoked. */
public final class UnmappableRequestException extends Exception {

    private final String problem;
    private final transient OutboundResponse response;

    public UnmappableRequestException(String message, OutboundResponse response) {
        // Anybody can send such requests in numbers; where one was refused, its message says.
        super(message, null, false, false);
        this.problem = message;
        this.response = response;
    }

    /** The message. */
    public String problem() {
        return problem;
    }

    /** The gateway's own answer. */
    public OutboundResponse response() {
        return response;
    }
}
