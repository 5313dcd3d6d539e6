package com.example.patient;

import java.nio.file.Files;
import java.nio.file.Path;

/** A function that answers only once somebody has made the file {@code /tmp/go}. */
public final class Patient {

    public String greet(String name) throws InterruptedException {
        System.out.println("waiting for /tmp/go");
        while (!Files.exists(Path.of("/tmp/go"))) {
            Thread.sleep(10);
        }
        return "Hello, " + name;
    }
}
