package dev.kiln.runtime.seam;

/**
 * Tells the host that an event could not become what the handler takes, so that the handler was not
 * called.
 */
public final class EventBindingException extends Exception {

    private static final long serialVersionUID = 1L;

    private final RuntimeException reported;

    /**
     * @param reported what AWS's runtime throws in its place
     */
    public EventBindingException(RuntimeException reported) {
        super(null, reported, false, false);
        this.reported = reported;
    }

    /** What callers and logs are told. */
    public RuntimeException reported() {
        return reported;
    }
}
