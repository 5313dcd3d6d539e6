package dev.kiln.adapters.json;

/**
 * Text that should be JSON and is not, or JSON of another kind; the message never has its content.
 */
public final class NotJsonException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong, and where
     */
    public NotJsonException(String message) {
        super(message);
    }
}
