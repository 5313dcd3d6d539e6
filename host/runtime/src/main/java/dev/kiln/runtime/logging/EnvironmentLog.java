package dev.kiln.runtime.logging;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one execution environment writes: the function's standard streams, its Lambda
 * logger, and the platform's lines around an invocation, in the order in which they were written.
 * Where several threads run invocations each has a part of its own, and what a thread writes while
 * it runs as one belongs there.
 */
public final class EnvironmentLog {

    private static final ScopedValue<EnvironmentLog> CURRENT = ScopedValue.newInstance();

    private static final byte[] NOTHING = {};

    private final Console console;
    private final @Nullable EnvironmentLog whole;
    private Optional<LogTail> tail = Optional.empty();
    private byte[] held = NOTHING;

    public EnvironmentLog(Console console) {
        this(console, null);
    }

    private EnvironmentLog(Console console, @Nullable EnvironmentLog whole) {
        this.console = console;
        this.whole = whole;
    }

    /** The part of one of the environment's threads. */
    public EnvironmentLog part() {
        return new EnvironmentLog(console, this);
    }

    /** Runs the environment's thread so that what it prints belongs to this log. */
    public void runAs(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }

    /** The log of the calling thread's environment, or null on the host's threads. */
    static @Nullable EnvironmentLog ofThread() {
        if (CURRENT.isBound()) {
            return CURRENT.get();
        }
        // A thread that the function has started inherits no binding, but its context class loader.
        for (var loader = Thread.currentThread().getContextClassLoader();
                loader != null;
                loader = loader.getParent()) {
            if (loader instanceof LogOwner owner) {
                return owner.log();
            }
        }
        return null;
    }

    /** Bytes of the Lambda logger. */
    public void log(byte[] bytes) {
        ofCaller().write(false, bytes, 0, bytes.length);
    }

    /** A line of the runtime's own on standard error. */
    public void errorLine(String text) {
        var bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        ofCaller().write(true, bytes, 0, bytes.length);
    }

    private EnvironmentLog ofCaller() {
        return CURRENT.isBound() && CURRENT.get().whole == this ? CURRENT.get() : this;
    }

    /** A {@code System.out}, or {@code System.err}, that writes here whatever the thread. */
    public PrintStream stream(boolean error) {
        return new LineStream(new Standard(error));
    }

    /** Starts an invocation's part of the log; a line that was left open before is none of it. */
    public synchronized void begin(Optional<LogTail> tail, String lines) {
        console.endLines(this);
        this.tail = tail;
        platformLines(lines, false);
    }

    /**
     * Ends an invocation's part of the log; what comes later belongs to no invocation.
     *
     * @param another whether the next invocation begins at once: then the lines go together with
     *     its first ones, for each write to the console costs more than all else that is done here
     */
    public synchronized void end(String lines, boolean another) {
        console.endLines(this);
        platformLines(lines, another);
        tail = Optional.empty();
    }

    /** Writes what has been held back. To be called before the environment waits or ends. */
    public synchronized void flush() {
        if (held.length > 0) {
            writePlatformLines(NOTHING);
        }
    }

    synchronized void write(boolean error, byte[] bytes, int offset, int length) {
        flush();
        if (tail.isPresent()) {
            tail.get().append(bytes, offset, length);
        }
        if (error) {
            console.writeErr(this, bytes, offset, length);
        } else {
            console.writeOut(this, bytes, offset, length);
        }
    }

    private void platformLines(String lines, boolean hold) {
        if (lines.isEmpty()) {
            return;
        }
        var bytes = lines.getBytes(StandardCharsets.UTF_8);
        tail.ifPresent(kept -> kept.appendLines(bytes));
        if (hold) {
            flush();
            held = bytes;
        } else {
            writePlatformLines(bytes);
        }
    }

    private void writePlatformLines(byte[] bytes) {
        var all = bytes;
        if (held.length > 0) {
            all = Arrays.copyOf(held, held.length + bytes.length);
            System.arraycopy(bytes, 0, all, held.length, bytes.length);
            held = NOTHING;
        }
        console.writeOut(CURRENT, all, 0, all.length);
    }

    private final class Standard implements LineStream.Target {

        private final boolean error;

        Standard(boolean error) {
            this.error = error;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            ofCaller().write(error, bytes, offset, length);
        }
    }
}
