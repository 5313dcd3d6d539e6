package dev.kiln.adapters.cloudevents;

/** A request that wants to be an event and is none; it never reaches the function. */
public final class MalformedEventException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * @param status 400, 413 or 415: senders do not try these again
     * @param message for the sender: what is wrong, by which rule
     */
    public MalformedEventException(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
