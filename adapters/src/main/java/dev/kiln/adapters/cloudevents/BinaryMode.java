package dev.kiln.adapters.cloudevents;

import static dev.kiln.adapters.MalformedResultException.shown;

import dev.kiln.adapters.InboundRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads events whose attributes are headers. */
final class BinaryMode {

    private static final String PREFIX = "ce-";

    private BinaryMode() {}

    static CloudEvent read(InboundRequest request, boolean lenient) throws MalformedEventException {
        var attributes = new LinkedHashMap<String, String>();
        for (var header : request.headers()) {
            var name = header.name().toLowerCase(Locale.ROOT);
            if (name.equals("content-type") && !header.value().isBlank()) {
                attributes.putIfAbsent("datacontenttype", header.value());
            } else if (name.startsWith(PREFIX)) {
                add(attributes, name.substring(PREFIX.length()), header.value(), lenient);
            }
        }
        if (!lenient) {
            EventRules.require(attributes);
        }
        return new CloudEvent(attributes, request.body());
    }

    /** Lines of one name are one list, as HTTP has it; but who an event is, it says once. */
    private static void add(
            Map<String, String> attributes, String name, String wire, boolean lenient)
            throws MalformedEventException {
        if (name.equals("datacontenttype") || lenient && EventRules.hidesData(name)) {
            return;
        }
        if (!lenient) {
            EventRules.requireName(name);
        }
        var value = HeaderValues.decoded(wire);
        if (value.isEmpty()) {
            throw EventRules.malformed(
                    "The header " + shown(PREFIX + name) + " is not UTF-8 when it is decoded.");
        }
        if (!lenient && !EventRules.isExtension(name) && attributes.containsKey(name)) {
            throw EventRules.malformed(
                    "The header " + shown(PREFIX + name) + " is there more than once.");
        }
        attributes.merge(name, value.get(), (first, next) -> first + "," + next);
    }
}
