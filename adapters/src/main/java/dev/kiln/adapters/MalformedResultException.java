package dev.kiln.adapters;

/** What the handler wrote is no response in its payload format; the message is for the log. */
public final class MalformedResultException extends Exception {

    public MalformedResultException(String message) {
        super(message);
    }
}
