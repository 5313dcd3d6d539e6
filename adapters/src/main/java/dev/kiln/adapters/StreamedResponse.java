package dev.kiln.adapters;

/**
 * A response that leaves while the handler still writes it. For one thread at a time; it blocks as
 * long as its {@link ResponseReceiver} does. As long as that has no head, a function's failure is
 * answered as ever ({@link Exchange#onFunctionError}); then the connection must break, for the
 * client to learn of it.
 */
public interface StreamedResponse {

    /** Takes what the handler wrote; the array may be written to afterwards. */
    void write(byte[] bytes, int offset, int length);

    /** The handler returned. */
    void end();
}
