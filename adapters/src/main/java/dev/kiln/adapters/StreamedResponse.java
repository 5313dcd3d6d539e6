package dev.kiln.adapters;

/**
 * A response that leaves while the handler still writes it. For one thread at a time; it blocks as
 * long as its {@link ResponseReceiver} does.
 */
public interface StreamedResponse {

    /** Takes what the handler wrote; the array may be written to afterwards. */
    void write(byte[] bytes, int offset, int length);

    /** The handler returned. */
    void end();

    /**
     * Whether the client has a status already. If it has none, a function's failure is answered as
     * ever ({@link Exchange#onFunctionError}); if it has, the connection must break for the client
     * to learn of it.
     */
    boolean hasBegun();
}
