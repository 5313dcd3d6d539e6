package dev.kiln.adapters.cloudevents.mapping;

/** An event that cannot become what the handler takes; it never reaches the function. */
public final class UnmappableEventException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * @param status 400 if the data is wrong, 422 if the event says too little
     * @param message for the sender: what is missing or wrong, and the way out
     */
    public UnmappableEventException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The data is not what it should be. */
    static UnmappableEventException wrong(String message) {
        return new UnmappableEventException(400, message);
    }

    /** The event lacks what the handler's type cannot do without. */
    static UnmappableEventException tooLittle(String message) {
        return new UnmappableEventException(422, message);
    }

    public int status() {
        return status;
    }
}
