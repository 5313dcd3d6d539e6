package dev.kiln.server;

/** Spring could not start; the message is all that people need to read. */
final class StartFailedException extends Exception {

    private static final long serialVersionUID = 1;

    StartFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
