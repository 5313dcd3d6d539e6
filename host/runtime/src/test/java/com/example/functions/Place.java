package com.example.functions;

import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** The handlers' side of a test's meeting place. */
final class Place {

    private final String name;

    @SuppressWarnings("unchecked")
    Place(String name) {
        this.name = name;
        ((Queue<WeakReference<ClassLoader>>) of("guests"))
                .add(new WeakReference<>(Place.class.getClassLoader()));
    }

    /** Tells the test that the handler is here. */
    void arrive() {
        ((Semaphore) of("arrived")).release();
    }

    /** Whether anybody has been here before. */
    boolean hasOthers() {
        return ((Queue<?>) of("guests")).size() > 1;
    }

    /** Waits until the test lets go. */
    void await() throws InterruptedException {
        arrive();
        ((CountDownLatch) of("leave")).await();
    }

    /** Waits as a handler does that heeds no interrupt. */
    void awaitDeaf() {
        arrive();
        awaitLeaveDeaf();
    }

    void awaitLeaveDeaf() {
        var leave = (CountDownLatch) of("leave");
        while (true) {
            try {
                leave.await();
                return;
            } catch (InterruptedException e) {
                // Deaf.
            }
        }
    }

    /** Leaves a word for the test. */
    @SuppressWarnings("unchecked")
    void note(String word) {
        ((Queue<String>) of("notes")).add(word);
    }

    Object of(String what) {
        var object = System.getProperties().get(name + "." + what);
        if (object == null) {
            throw new IllegalStateException("No test waits at " + name);
        }
        return object;
    }
}
