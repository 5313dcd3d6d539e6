package dev.kiln.runtime.environment;

import dev.kiln.runtime.ResultStream;
import java.io.OutputStream;
import java.util.Objects;

/** What a handler writes into where its result is streamed. */
final class StreamedOutput extends OutputStream {

    private final ResultStream stream;
    private boolean over;

    StreamedOutput(ResultStream stream) {
        this.stream = stream;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (!over && length > 0) {
            stream.write(bytes, offset, length);
        }
    }

    /**
     * Does nothing: functions close their stream early and write on, and AWS's buffer lets them.
     */
    @Override
    public void close() {}

    /** The handler has returned: what its threads still write is dropped. */
    synchronized void end() {
        over = true;
    }
}
