package dev.kiln.frontdoor.cloudevents;

import dev.kiln.adapters.cloudevents.CloudEvent;
import dev.kiln.adapters.cloudevents.CloudEventWriter;
import dev.kiln.adapters.cloudevents.ContentMode;
import dev.kiln.adapters.cloudevents.OutboundMessage;
import dev.kiln.adapters.cloudevents.reply.Reply;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gives events that leave what they have to carry besides the function's result. */
final class OutgoingEvents {

    private final Map<String, String> overrides;

    /**
     * @param overrides extensions of every event that leaves
     */
    OutgoingEvents(Map<String, String> overrides) {
        this.overrides = overrides;
    }

    /** A broker counts how often replies come around; other counters go on. */
    CloudEvent reply(CloudEvent reply, CloudEvent request) {
        var hops = request.attribute(Hops.EXTENSION);
        if (overrides.isEmpty() && hops.isEmpty()) {
            return reply;
        }
        var attributes = new LinkedHashMap<>(reply.attributes());
        attributes.putAll(overrides);
        if (hops.isPresent()) {
            attributes.put(Hops.EXTENSION, hops.get());
        }
        return new CloudEvent(attributes, reply.data());
    }

    /**
     * @param hops that the event has behind it when the sink has taken it
     */
    OutboundMessage forSink(Reply.Event result, int hops) {
        var attributes = new LinkedHashMap<>(result.event().attributes());
        attributes.putAll(overrides);
        attributes.put(Hops.EXTENSION, Integer.toString(hops));
        var event = new CloudEvent(attributes, result.event().data());
        return result.mode() == ContentMode.STRUCTURED
                ? CloudEventWriter.structured(event)
                : CloudEventWriter.binary(event);
    }
}
