package com.example.functions;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Handlers that write results of all sizes, at all times. */
public class Results {

    private static @Nullable OutputStream kept;
    private static @Nullable Context keptContext;

    /** Writes as many bytes as the event says, at once. */
    public void write(InputStream event, OutputStream result) throws IOException {
        result.write(bytes(event));
    }

    private static byte[] bytes(InputStream event) {
        var bytes = new byte[Integer.parseInt(Text.of(event))];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    public void writeByteByByte(InputStream event, OutputStream result) throws IOException {
        for (var one : bytes(event)) {
            result.write(one);
        }
    }

    /** A value of that size, in quotes. */
    public String value(int size) {
        return "x".repeat(size);
    }

    public void writeAndClose(InputStream event, OutputStream result) throws IOException {
        try (var buffered = new BufferedOutputStream(result)) {
            buffered.write(bytes(event));
        }
        result.write('!');
    }

    public void writeAndFail(InputStream event, OutputStream result) throws IOException {
        result.write(bytes(event));
        throw new IOException("changed my mind");
    }

    /** Writes into the stream of the call before. */
    public void writeTooLate(InputStream event, OutputStream result) throws IOException {
        if (kept != null) {
            kept.write("too late".getBytes(StandardCharsets.UTF_8));
        }
        kept = result;
        event.transferTo(result);
    }

    /** Reads the context of the call before. */
    public void readTooLate(OutputStream result, Context context) {
        var last = keptContext == null ? context : keptContext;
        keptContext = context;
        Text.write(result, last.getAwsRequestId() + " " + (last.getRemainingTimeInMillis() > 0));
    }

    /** Another thread goes on to write while the result is taken. */
    public void writeForEver(InputStream event, OutputStream result) throws InterruptedException {
        var place = new Place(Text.of(event));
        var begun = new CountDownLatch(1);
        new Thread(
                        () -> {
                            try {
                                while (!Thread.currentThread().isInterrupted()) {
                                    result.write('.');
                                    begun.countDown();
                                }
                                place.note("stopped");
                            } catch (IOException e) {
                                place.note(e.toString());
                            }
                        })
                .start();
        begun.await();
    }
}
