package dev.kiln.adapters.cloudevents;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One event, however it travelled.
 *
 * @param attributes all context attributes and extensions in order of arrival, by their lower-case
 *     names; {@code specversion} is one of them, {@code datacontenttype} if the event says it
 * @param data empty if there is none; nobody writes to it
 */
public record CloudEvent(Map<String, String> attributes, byte[] data) {

    public CloudEvent {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** Empty where a lenient receiver took an event without one. */
    public String id() {
        return attributes.getOrDefault("id", "");
    }

    /** A URI reference; empty where a lenient receiver took an event without one. */
    public String source() {
        return attributes.getOrDefault("source", "");
    }

    /** Empty where a lenient receiver took an event without one. */
    public String type() {
        return attributes.getOrDefault("type", "");
    }

    public Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }
}
