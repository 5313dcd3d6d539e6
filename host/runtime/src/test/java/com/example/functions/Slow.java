package com.example.functions;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;

/** Handlers that overrun their time. */
public class Slow {

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Sleeps until it is interrupted, for a place; says how often this copy was called else. */
    public void sleep(InputStream event, OutputStream result) {
        var count = COUNT.incrementAndGet();
        var name = Text.of(event);
        if (!name.startsWith("meeting-")) {
            Text.write(result, name + " is call " + count);
            return;
        }
        var place = new Place(name);
        try {
            place.await();
        } catch (InterruptedException e) {
            place.note("interrupted");
        }
        Text.write(result, "too late");
    }

    /** Heeds no interrupt; prints and returns when it is let go. */
    public void ignoreInterrupts(InputStream event, OutputStream result, Context context) {
        var count = COUNT.incrementAndGet();
        var name = Text.of(event);
        if (!name.startsWith("meeting-")) {
            Text.write(result, name + " is call " + count);
            return;
        }
        var place = new Place(name);
        place.awaitDeaf();
        System.out.println("late line on System.out");
        context.getLogger().log("late line of the logger\n");
        place.note(context.getRemainingTimeInMillis() + " ms left");
        Text.write(result, "too late");
    }

    /** Turns until no time is left and an interrupt has come, then says what it saw. */
    public void watchTime(InputStream event, Context context) {
        var place = new Place(Text.of(event));
        var last = Integer.MAX_VALUE;
        while (true) {
            var left = context.getRemainingTimeInMillis();
            if (left > last) {
                place.note("more time than before");
                return;
            }
            if (left == 0 && Thread.interrupted()) {
                place.note("0 at the end");
                return;
            }
            last = left;
        }
    }

    public void remaining(OutputStream result, Context context) {
        Text.write(result, context.getRemainingTimeInMillis());
    }

    /** Sleeps that many milliseconds; an interrupt that is there already is none of its own. */
    public void nap(InputStream event, OutputStream result) {
        var millis = Long.parseLong(Text.of(event));
        if (Thread.interrupted()) {
            Text.write(result, "disturbed");
            return;
        }
        try {
            Thread.sleep(millis);
            Text.write(result, "slept");
        } catch (InterruptedException e) {
            Text.write(result, "woken");
        }
    }

    /** Keeps for ever the lock of a stream that others print to. */
    public void holdSystemOut(InputStream event, OutputStream result) {
        var name = Text.of(event);
        if (name.startsWith("meeting-")) {
            synchronized (System.out) {
                new Place(name).awaitDeaf();
            }
        }
        System.out.println("printed by " + name);
        Text.write(result, name);
    }
}
