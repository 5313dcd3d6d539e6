package dev.kiln.runtime.seam;

import java.io.OutputStream;

/** Bytes and context in, bytes out: the normal form of every handler shape. */
@FunctionalInterface
public interface Handler {

    /**
     * Runs the function once, on the calling thread.
     *
     * @throws Throwable whatever the function throws; frames of the host are still in its stack
     *     trace
     */
    void handle(byte[] event, OutputStream result, InvocationContext context) throws Throwable;
}
