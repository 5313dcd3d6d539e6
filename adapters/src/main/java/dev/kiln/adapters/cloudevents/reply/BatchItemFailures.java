package dev.kiln.adapters.cloudevents.reply;

import dev.kiln.adapters.cloudevents.CloudEvent;
import dev.kiln.adapters.json.JsonValue;
import dev.kiln.adapters.json.JsonValue.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code {"batchItemFailures":[{"itemIdentifier":"…"}]}} as Lambda does. No list, an empty
 * one and no result at all are success; what cannot be understood, or names an unknown record,
 * means that everything failed.
 */
public final class BatchItemFailures {

    private BatchItemFailures() {}

    /**
     * Of messages: exactly those that are named.
     *
     * @param recordIds of the records in the handler's event; where they are as many as the events,
     *     they are in the same order, else a failure of one is a failure of all
     * @param events from which the handler's event was made
     * @return those to send again; empty if all went well
     */
    public static List<CloudEvent> ofMessages(
            byte[] result, List<String> recordIds, List<CloudEvent> events) {
        var named = named(result, recordIds);
        if (named.isEmpty() || recordIds.size() != events.size()) {
            return named.isPresent() && named.get().isEmpty() ? List.of() : events;
        }
        var failed = new ArrayList<CloudEvent>();
        for (var i = 0; i < events.size(); i++) {
            if (named.get().contains(recordIds.get(i))) {
                failed.add(events.get(i));
            }
        }
        return List.copyOf(failed);
    }

    /**
     * Of a stream: the first that is named and all behind it, which the handler may never have
     * looked at.
     *
     * @see #ofMessages
     */
    public static List<CloudEvent> ofStream(
            byte[] result, List<String> recordIds, List<CloudEvent> events) {
        var failed = ofMessages(result, recordIds, events);
        return failed.isEmpty()
                ? failed
                : events.subList(events.indexOf(failed.getFirst()), events.size());
    }

    /** Empty if the whole batch failed. */
    private static Optional<List<String>> named(byte[] result, List<String> recordIds) {
        if (ResultData.isNothing(result)) {
            return Optional.of(List.of());
        }
        var value = JsonValue.parse(result);
        if (value.isPresent() && value.get().is(Kind.STRING) && value.get().string().isEmpty()) {
            return Optional.of(List.of());
        }
        return value.filter(it -> it.is(Kind.OBJECT))
                .flatMap(it -> identifiers(it.member("batchItemFailures"), recordIds));
    }

    private static Optional<List<String>> identifiers(
            Optional<JsonValue> failures, List<String> recordIds) {
        if (failures.isPresent() && !failures.get().is(Kind.ARRAY)) {
            return Optional.empty();
        }
        var identifiers = new ArrayList<String>();
        for (var failure : failures.map(JsonValue::elements).orElse(List.of())) {
            var identifier = failure.member("itemIdentifier").map(JsonValue::string).orElse("");
            if (!recordIds.contains(identifier)) {
                return Optional.empty();
            }
            identifiers.add(identifier);
        }
        return Optional.of(identifiers);
    }
}
