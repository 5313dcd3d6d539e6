package dev.kiln.runtime.testing;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where a test and a handler meet, across class loaders: objects of the JDK's classes among the
 * system properties, under a name that the handler gets as its event or as a variable.
 */
public final class Meeting implements AutoCloseable {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final int PATIENCE_SECONDS = 60;

    private final String name = "meeting-" + NAMES.incrementAndGet();
    private final Semaphore arrived = new Semaphore(0);
    private final CountDownLatch leave = new CountDownLatch(1);
    private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();
    private final Queue<WeakReference<ClassLoader>> guests = new ConcurrentLinkedQueue<>();

    public Meeting() {
        System.getProperties().put(name + ".arrived", arrived);
        System.getProperties().put(name + ".leave", leave);
        System.getProperties().put(name + ".notes", notes);
        System.getProperties().put(name + ".guests", guests);
    }

    public String name() {
        return name;
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

    /** Leaves a word for a handler. */
    public void note(String word) {
        notes.add(word);
    }

    /** The next word that a handler leaves here. */
    public String awaitNote() {
        try {
            var note = notes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (note == null) {
                throw new AssertionError("No handler has left a note at " + name);
            }
            return note;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Gives a word that should not come its time to come. */
    public Optional<String> noteWithin(Duration time) {
        try {
            return Optional.ofNullable(notes.poll(time.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** All words that handlers have left here and nobody has taken. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** Class loaders of the functions that have been here, in order. */
    public List<WeakReference<ClassLoader>> guests() {
        return List.copyOf(guests);
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
        System.getProperties().remove(name + ".notes");
        System.getProperties().remove(name + ".guests");
    }
}
