package com.example.functions;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;

/** Handlers for several threads on one instance. */
public class Shared {

    private final AtomicInteger calls = new AtomicInteger();

    /** Meets others at a place, or counts: always with its thread. */
    public void meet(InputStream event, OutputStream result, Context context)
            throws InterruptedException {
        var count = calls.incrementAndGet();
        var name = Text.of(event);
        if (name.startsWith("meeting-")) {
            System.out.println("printed by " + context.getAwsRequestId());
            context.getLogger().log("logged by " + context.getAwsRequestId() + "\n");
            new Place(name).await();
        }
        if (name.equals("overflow")) {
            throw new StackOverflowError("made up");
        }
        if (name.equals("exit")) {
            System.exit(3);
        }
        var thread = Thread.currentThread();
        Text.write(
                result,
                "call "
                        + count
                        + " on "
                        + thread.getName()
                        + (thread.isDaemon() ? " daemon" : "")
                        + (thread.isVirtual() ? " virtual" : "")
                        + (thread.getContextClassLoader() == Shared.class.getClassLoader()
                                ? ""
                                : " elsewhere")
                        + " property "
                        + System.getProperty("com.amazonaws.xray.traceHeader")
                        + " context "
                        + context.getXrayTraceId());
    }

    /** Heeds no interrupt where somebody waits for it. */
    public void deaf(InputStream event, OutputStream result) {
        var name = Text.of(event);
        if (name.startsWith("meeting-")) {
            new Place(name).awaitDeaf();
        }
        Text.write(
                result,
                "call " + calls.incrementAndGet() + " on " + Thread.currentThread().getName());
    }
}
