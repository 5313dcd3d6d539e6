package dev.kiln.runtime;

/**
 * A setting has a value that cannot be meant; the message names setting, value, rule and way out,
 * for people.
 */
public final class InvalidSettingException extends RuntimeException {

    public InvalidSettingException(String message) {
        super(message);
    }

    public InvalidSettingException(String message, Throwable cause) {
        super(message, cause);
    }
}
