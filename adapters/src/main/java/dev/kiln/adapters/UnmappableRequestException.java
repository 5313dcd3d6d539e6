package dev.kiln.adapters;

/** The request has no event in this payload format; the function is not invoked. */
public final class UnmappableRequestException extends Exception {

    private final transient OutboundResponse response;

    public UnmappableRequestException(String message, OutboundResponse response) {
        super(message);
        this.response = response;
    }

    /** The gateway's own answer. */
    public OutboundResponse response() {
        return response;
    }
}
