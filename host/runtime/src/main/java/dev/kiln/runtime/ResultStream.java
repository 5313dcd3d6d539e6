package dev.kiln.runtime;

/**
 * Where a result goes while its handler writes it. Called by the handler's thread alone, and by
 * nobody any more once the handler has returned.
 */
public interface ResultStream {

    /**
     * Takes bytes, and waits until there is room for them. What nobody wants any more, because the
     * invocation has ended or its caller has gone, is dropped: on AWS a handler does not learn of
     * it either.
     *
     * @param bytes may be written to when this returns
     */
    void write(byte[] bytes, int offset, int length);

    /** The handler has returned; whether its invocation succeeded is not decided by that. */
    void end();
}
