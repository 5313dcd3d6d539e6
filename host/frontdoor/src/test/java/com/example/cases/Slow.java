package com.example.cases;

import java.time.Duration;
import java.util.Map;

/** Takes its time to initialise, and again to answer. */
public class Slow {

    public Slow() throws InterruptedException {
        Thread.sleep(Duration.ofSeconds(2));
    }

    public Object handle(Map<String, Object> event) throws InterruptedException {
        Thread.sleep(Duration.ofSeconds(2));
        return event;
    }
}
