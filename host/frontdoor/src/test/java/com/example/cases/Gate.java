package com.example.cases;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers its event when the test opens the gate that {@code GATE} names, and counts its calls. */
public final class Gate implements RequestStreamHandler {

    private static final CountDownLatch OPEN = (CountDownLatch) of("open");
    private static final AtomicInteger CALLS = (AtomicInteger) of("calls");

    private static Object of(String what) {
        return System.getProperties().get(System.getenv("GATE") + "." + what);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream result, Context context)
            throws IOException {
        CALLS.incrementAndGet();
        try {
            OPEN.await();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
        event.transferTo(result);
    }
}
