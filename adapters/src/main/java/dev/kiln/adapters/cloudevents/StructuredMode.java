package dev.kiln.adapters.cloudevents;

import dev.kiln.adapters.json.JsonPart;
import dev.kiln.adapters.json.NotJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads events in the JSON format. */
public final class StructuredMode {

    private StructuredMode() {}

    /**
     * Reads one event.
     *
     * @param initial attributes that it gets if it has none of their names
     * @throws MalformedEventException if it breaks a rule
     */
    public static CloudEvent read(byte[] json, Map<String, String> initial)
            throws MalformedEventException {
        try {
            return event(JsonPart.unread(json), initial, false);
        } catch (NotJsonException e) {
            throw EventRules.malformed(String.valueOf(e.getMessage()));
        }
    }

    static CloudEvent read(byte[] json, boolean lenient) throws MalformedEventException {
        try {
            return event(JsonPart.unread(json), Map.of(), lenient);
        } catch (NotJsonException e) {
            throw EventRules.malformed("The body is no event. " + e.getMessage());
        }
    }

    static List<CloudEvent> readBatch(byte[] json, boolean lenient) throws MalformedEventException {
        var events = new ArrayList<CloudEvent>();
        try {
            for (var element : JsonPart.unread(json).elements()) {
                events.add(event(element, Map.of(), lenient));
            }
        } catch (NotJsonException e) {
            throw EventRules.malformed(place(events) + e.getMessage());
        } catch (MalformedEventException e) {
            throw new MalformedEventException(e.status(), place(events) + e.getMessage());
        }
        return events;
    }

    private static String place(List<CloudEvent> before) {
        return "Element " + before.size() + " of the batch: ";
    }

    private static CloudEvent event(JsonPart value, Map<String, String> initial, boolean lenient)
            throws NotJsonException, MalformedEventException {
        var event = new JsonEvent(lenient);
        for (var member : value.members()) {
            event.add(member);
        }
        return event.complete(initial);
    }
}
