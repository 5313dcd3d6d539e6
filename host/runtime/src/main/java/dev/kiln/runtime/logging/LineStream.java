package dev.kiln.runtime.logging;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A {@code System.out} for many writers: a printed line arrives as one write, and closing it, which
 * any function may do, closes it for nobody.
 */
final class LineStream extends PrintStream {

    LineStream(OutputStream target) {
        // Not buffered: AWS's runtime passes every write straight on as well.
        super(target, false, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        flush();
    }

    @Override
    public void println(@Nullable String text) {
        printLine(String.valueOf(text));
    }

    @Override
    public void println(@Nullable Object value) {
        printLine(String.valueOf(value));
    }

    @Override
    public void println(char[] text) {
        printLine(String.valueOf(text));
    }

    @Override
    public void println(boolean value) {
        printLine(String.valueOf(value));
    }

    @Override
    public void println(char value) {
        printLine(String.valueOf(value));
    }

    @Override
    public void println(int value) {
        printLine(String.valueOf(value));
    }

    @Override
    public void println(long value) {
        printLine(String.valueOf(value));
    }

    @Override
    public void println(float value) {
        printLine(String.valueOf(value));
    }

    @Override
    public void println(double value) {
        printLine(String.valueOf(value));
    }

    private void printLine(String text) {
        var bytes = (text + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }
}
