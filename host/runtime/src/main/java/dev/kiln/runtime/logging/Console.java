package dev.kiln.runtime.logging;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The process's standard output and error, shared by all environments: one write is one record, and
 * a record without a line break never merges with the next one of another writer.
 */
public final class Console {

    private final Channel out;
    private final Channel err;

    /** For tests that look at the bytes. */
    public Console(OutputStream out, OutputStream err) {
        this.out = new Channel(out);
        this.err = new Channel(err);
    }

    /** Writes to file descriptors 1 and 2, unbuffered. */
    public static Console ofProcess() {
        return new Console(
                new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
    }

    /**
     * Replaces {@code System.out} and {@code System.err} for the whole process. A function's own
     * classes have streams of their own; what the JDK prints for it goes to its environment's log,
     * by the thread or by the context class loader that its threads inherit.
     */
    public void install() {
        System.setOut(new LineStream(new ByThread(false)));
        System.setErr(new LineStream(new ByThread(true)));
    }

    /** Writes whole lines of the host itself. */
    public void line(String text) {
        var bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(this, bytes, 0, bytes.length);
    }

    /** Writes whole lines of the host itself to standard error. */
    public void errorLine(String text) {
        var bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        err.write(this, bytes, 0, bytes.length);
    }

    void writeOut(Object writer, byte[] bytes, int offset, int length) {
        out.write(writer, bytes, offset, length);
    }

    void writeErr(Object writer, byte[] bytes, int offset, int length) {
        err.write(writer, bytes, offset, length);
    }

    /** Ends lines that the writer has left open. */
    void endLines(Object writer) {
        out.endLine(writer);
        err.endLine(writer);
    }

    /** By thread: for code of the JDK's, and of functions' own class loaders. */
    private final class ByThread implements LineStream.Target {

        private final boolean error;

        ByThread(boolean error) {
            this.error = error;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            var log = EnvironmentLog.ofThread();
            if (log != null) {
                log.write(error, bytes, offset, length);
            } else if (error) {
                writeErr(Console.this, bytes, offset, length);
            } else {
                writeOut(Console.this, bytes, offset, length);
            }
        }
    }

    /** One of the two descriptors. */
    private static final class Channel {

        private final OutputStream stream;
        private @Nullable Object lastWriter;
        private boolean lineOpen;

        Channel(OutputStream stream) {
            this.stream = stream;
        }

        synchronized void write(Object writer, byte[] bytes, int offset, int length) {
            if (length == 0) {
                return;
            }
            try {
                if (lineOpen && lastWriter != writer) {
                    stream.write('\n');
                }
                stream.write(bytes, offset, length);
                stream.flush();
            } catch (IOException e) {
                // The reader of our output is gone; the function's answer matters more than its
                // log.
                return;
            }
            lineOpen = bytes[offset + length - 1] != '\n';
            // An environment that has gone must not be kept alive by the line it wrote last.
            lastWriter = lineOpen ? writer : null;
        }

        synchronized void endLine(Object writer) {
            if (lineOpen && lastWriter == writer) {
                write(writer, new byte[] {'\n'}, 0, 1);
            }
        }
    }
}
