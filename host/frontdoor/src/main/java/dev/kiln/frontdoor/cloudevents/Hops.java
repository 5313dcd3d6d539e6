package dev.kiln.frontdoor.cloudevents;

import dev.kiln.adapters.cloudevents.CloudEvent;
import dev.kiln.adapters.cloudevents.MalformedEventException;
import java.util.List;

/**
 * Through how many functions' sinks an event has come. Brokers guard themselves against loops of
 * replies, but an event that a function sends afresh looks new to them.
 */
final class Hops {

    /** The extension that counts them. */
    static final String EXTENSION = "lambdahops";

    private Hops() {}

    /**
     * The most of several events.
     *
     * @throws MalformedEventException if one has something else than a number there
     */
    static int most(List<CloudEvent> events) throws MalformedEventException {
        var most = 0;
        for (var event : events) {
            most = Math.max(most, of(event));
        }
        return most;
    }

    private static int of(CloudEvent event) throws MalformedEventException {
        var text = event.attribute(EXTENSION).orElse("0");
        try {
            var hops = Integer.parseInt(text);
            if (hops >= 0) {
                return hops;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw new MalformedEventException(
                400,
                "Extension " + EXTENSION + " is '" + text + "', but it counts from 0 upwards.");
    }
}
