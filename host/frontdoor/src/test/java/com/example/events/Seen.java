package com.example.events;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;

/** Leaves what a handler got where a test finds it: among the system properties. */
final class Seen {

    private static final String PREFIX = "com.example.events.";

    private Seen() {}

    /** An input of the JDK's own classes, and the attributes beside it. */
    @SuppressWarnings("unchecked")
    static void input(Object input, Context context) {
        var properties = System.getProperties();
        ((List<Object>) properties.get(PREFIX + "inputs"))
                .add(input == null ? Collections.emptyMap() : input);
        context(properties, context);
    }

    /** That there was one, of any class. */
    static void call(Context context) {
        input("called", context);
    }

    private static void context(Properties properties, Context context) {
        if (context.getClientContext() != null) {
            properties.put(PREFIX + "custom", context.getClientContext().getCustom());
        }
        properties.put(PREFIX + "trace", System.getProperty("com.amazonaws.xray.traceHeader", ""));
    }

    /** What the test wants to be returned. */
    static Object returned() {
        return System.getProperties().get(PREFIX + "returns");
    }

    /** Waits for the test. */
    static void await() throws InterruptedException {
        ((CountDownLatch) System.getProperties().get(PREFIX + "gate")).await();
    }
}
