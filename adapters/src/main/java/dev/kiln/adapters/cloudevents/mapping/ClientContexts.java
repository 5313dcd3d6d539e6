package dev.kiln.adapters.cloudevents.mapping;

import dev.kiln.adapters.Utf8;
import dev.kiln.adapters.cloudevents.CloudEvent;
import dev.kiln.adapters.json.EventWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a handler finds the attributes of its event, whatever the event became. */
public final class ClientContexts {

    private ClientContexts() {}

    /**
     * JSON of a client context: {@code custom} has every attribute and extension by its name, as
     * TriggerMesh's Lambda runtime gives them; of several events those that are the same in all.
     */
    public static String of(List<CloudEvent> events) {
        var json = new EventWriter().startObject().startObject("custom");
        for (var attribute : shared(events).entrySet()) {
            json.text(Utf8.wellFormed(attribute.getKey()), Utf8.wellFormed(attribute.getValue()));
        }
        json.endObject().endObject();
        return new String(json.toBytes(), StandardCharsets.UTF_8);
    }

    private static Map<String, String> shared(List<CloudEvent> events) {
        if (events.size() == 1) {
            return events.getFirst().attributes();
        }
        var shared = new LinkedHashMap<>(events.getFirst().attributes());
        for (var event : events) {
            shared.entrySet().retainAll(event.attributes().entrySet());
        }
        return shared;
    }
}
