package dev.kiln.runtime.testing;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where a test and a handler meet, across class loaders: objects of the JDK's classes among the
 * system properties, under a name that the handler gets as its event.
 */
public final class Meeting implements AutoCloseable {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final int PATIENCE_SECONDS = 60;

    private final String name = "meeting-" + NAMES.incrementAndGet();
    private final Semaphore arrived = new Semaphore(0);
    private final CountDownLatch leave = new CountDownLatch(1);

    public Meeting() {
        System.getProperties().put(name + ".arrived", arrived);
        System.getProperties().put(name + ".leave", leave);
    }

    public String name() {
        return name;
    }

    /** As a handler's event. */
    public String event() {
        return '"' + name + '"';
    }

    /** Waits until a handler is there. */
    public void awaitArrival() {
        try {
            if (!arrived.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("No handler has come to " + name);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public boolean hasArrival() {
        return arrived.availablePermits() > 0;
    }

    /** Lets all handlers go on that wait here. */
    public void letGo() {
        leave.countDown();
    }

    /** Lets everybody go, also those that a failed test has left behind. */
    @Override
    public void close() {
        letGo();
        System.getProperties().remove(name + ".arrived");
        System.getProperties().remove(name + ".leave");
    }
}
