package dev.kiln.adapters;

import java.util.List;

/** Where a streamed response goes: the head once, then any number of pieces of its body. */
public interface ResponseReceiver {

    /**
     * @param headers one entry per field line; a {@code content-length} only where there is no body
     */
    void head(int status, List<HeaderField> headers);

    /**
     * @param bytes may be written to when this returns
     */
    void body(byte[] bytes, int offset, int length);
}
