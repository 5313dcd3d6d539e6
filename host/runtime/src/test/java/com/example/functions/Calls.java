package com.example.functions;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;

/** Well-behaved handlers that say how and when they were called. */
public class Calls {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final AtomicInteger INSIDE = new AtomicInteger();

    /** How many calls this copy of the class has seen. */
    public void count(OutputStream result) {
        Text.write(result, COUNT.incrementAndGet());
    }

    /** How many calls run at this moment. */
    public void inside(InputStream event, OutputStream result) {
        var inside = INSIDE.incrementAndGet();
        Thread.onSpinWait();
        INSIDE.decrementAndGet();
        Text.write(result, inside);
    }

    /** Its trace header, when the place that the event names lets it go. */
    public void trace(InputStream event, OutputStream result) throws InterruptedException {
        new Place(Text.of(event)).await();
        Text.write(result, System.getProperty("com.amazonaws.xray.traceHeader", "none"));
    }

    /** Waits at the place that the event names, or counts. */
    public void await(InputStream event, OutputStream result) throws InterruptedException {
        var name = Text.of(event);
        if (name.startsWith("meeting-")) {
            new Place(name).await();
            Text.write(result, "left " + name);
        } else {
            Text.write(result, name + " is call " + COUNT.incrementAndGet());
        }
    }
}
