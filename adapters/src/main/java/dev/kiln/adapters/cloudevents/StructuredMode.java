package dev.kiln.adapters.cloudevents;

import static dev.kiln.adapters.MalformedResultException.shown;

import dev.kiln.adapters.json.JsonValue;
import dev.kiln.adapters.json.JsonValue.Kind;
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
        return event(parsed(json), initial, false);
    }

    static CloudEvent read(byte[] json, boolean lenient) throws MalformedEventException {
        return event(parsed(json), Map.of(), lenient);
    }

    static List<CloudEvent> readBatch(byte[] json, boolean lenient) throws MalformedEventException {
        var batch = parsed(json);
        if (!batch.is(Kind.ARRAY)) {
            throw EventRules.malformed("A batch of events is a JSON array, but this is none.");
        }
        var events = new ArrayList<CloudEvent>();
        for (var element : batch.elements()) {
            try {
                events.add(event(element, Map.of(), lenient));
            } catch (MalformedEventException e) {
                throw new MalformedEventException(
                        e.status(),
                        "Element " + events.size() + " of the batch: " + e.getMessage());
            }
        }
        return events;
    }

    private static JsonValue parsed(byte[] json) throws MalformedEventException {
        return JsonValue.parse(json)
                .orElseThrow(() ->
                        EventRules.malformed(
                                "The text has "
                                        + json.length
                                        + " bytes, but is not one JSON value in UTF-8."));
    }

    private static CloudEvent event(JsonValue value, Map<String, String> initial, boolean lenient)
            throws MalformedEventException {
        if (!value.is(Kind.OBJECT)) {
            throw EventRules.malformed("An event is a JSON object, but this is none.");
        }
        var repeated = value.repeatedName();
        if (repeated.isPresent()) {
            throw EventRules.malformed("Two members are named " + shown(repeated.get()) + ".");
        }
        var event = new JsonEvent(lenient);
        for (var member : value.members().entrySet()) {
            event.add(member.getKey(), member.getValue());
        }
        return event.complete(initial);
    }
}
