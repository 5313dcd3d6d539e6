package dev.kiln.runtime.logging;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A {@code System.out} for many writers: each call arrives as one write, no writer holds a lock
 * that another one needs, and closing it, which any function may do, closes it for nobody.
 */
@SuppressWarnings("AnnotateFormatMethod") // the JDK's own methods of this shape are not annotated
final class LineStream extends PrintStream {

    private final Target target;
    private final Object lock = new Object();
    private char highSurrogate;

    /** Where the bytes of one call go. */
    interface Target {
        void write(byte[] bytes, int offset, int length);
    }

    LineStream(Target target) {
        super(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        this.target = target;
    }

    @Override
    public void close() {}

    @Override
    public void flush() {}

    @Override
    public boolean checkError() {
        return false;
    }

    @Override
    public void write(int b) {
        target.write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes) {
        target.write(bytes, 0, bytes.length);
    }

    @Override
    public void writeBytes(byte[] bytes) {
        target.write(bytes, 0, bytes.length);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        target.write(bytes, offset, length);
    }

    @Override
    public void print(@Nullable String text) {
        text(String.valueOf(text));
    }

    @Override
    public void print(@Nullable Object value) {
        text(String.valueOf(value));
    }

    @Override
    public void print(char[] text) {
        text(String.valueOf(text));
    }

    @Override
    public void print(boolean value) {
        text(String.valueOf(value));
    }

    @Override
    public void print(char value) {
        text(String.valueOf(value));
    }

    @Override
    public void print(int value) {
        text(String.valueOf(value));
    }

    @Override
    public void print(long value) {
        text(String.valueOf(value));
    }

    @Override
    public void print(float value) {
        text(String.valueOf(value));
    }

    @Override
    public void print(double value) {
        text(String.valueOf(value));
    }

    @Override
    public void println() {
        text(System.lineSeparator());
    }

    @Override
    public void println(@Nullable String text) {
        line(String.valueOf(text));
    }

    @Override
    public void println(@Nullable Object value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(char[] text) {
        line(String.valueOf(text));
    }

    @Override
    public void println(boolean value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(char value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(int value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(long value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(float value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(double value) {
        line(String.valueOf(value));
    }

    @Override
    public PrintStream format(String format, @Nullable Object... arguments) {
        text(String.format(format, arguments));
        return this;
    }

    @Override
    public PrintStream format(
            @Nullable Locale locale, String format, @Nullable Object... arguments) {
        text(String.format(locale, format, arguments));
        return this;
    }

    private void line(String text) {
        text(text + System.lineSeparator());
    }

    private void text(String text) {
        var bytes = joined(text).getBytes(StandardCharsets.UTF_8);
        target.write(bytes, 0, bytes.length);
    }

    /** A character beyond U+FFFF may be printed in two calls; it is one sequence of bytes. */
    private String joined(String text) {
        var last = text.isEmpty() ? 0 : text.charAt(text.length() - 1);
        synchronized (lock) {
            if (highSurrogate == 0 && !Character.isHighSurrogate(last)) {
                return text;
            }
            var joined = highSurrogate == 0 ? text : highSurrogate + text;
            highSurrogate = 0;
            if (!Character.isHighSurrogate(last)) {
                return joined;
            }
            highSurrogate = last;
            return joined.substring(0, joined.length() - 1);
        }
    }
}
