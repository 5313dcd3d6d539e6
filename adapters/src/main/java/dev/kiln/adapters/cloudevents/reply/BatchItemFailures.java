package dev.kiln.adapters.cloudevents.reply;

import dev.kiln.adapters.cloudevents.CloudEvent;
import dev.kiln.adapters.json.JsonMember;
import dev.kiln.adapters.json.JsonPart;
import dev.kiln.adapters.json.JsonPart.Kind;
import dev.kiln.adapters.json.NotJsonException;
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
        try {
            var value = JsonPart.parse(result);
            if (value.kind() == Kind.STRING && value.text().isEmpty()) {
                return Optional.of(List.of());
            }
            return identifiers(value.members(), recordIds);
        } catch (NotJsonException _) {
            return Optional.empty();
        }
    }

    private static Optional<List<String>> identifiers(
            List<JsonMember> result, List<String> recordIds) throws NotJsonException {
        var identifiers = new ArrayList<String>();
        var failures = last(result, "batchItemFailures");
        if (failures.isPresent()) {
            for (var failure : failures.get().elements()) {
                var identifier = last(failure.members(), "itemIdentifier");
                if (identifier.isEmpty() || !recordIds.contains(identifier.get().text())) {
                    return Optional.empty();
                }
                identifiers.add(identifier.get().text());
            }
        }
        return Optional.of(identifiers);
    }

    /** Of members of the same name the last counts, and null is as good as none. */
    private static Optional<JsonPart> last(List<JsonMember> members, String name) {
        for (var member : members.reversed()) {
            if (member.name().equals(name)) {
                return member.value().kind() == Kind.NULL
                        ? Optional.empty()
                        : Optional.of(member.value());
            }
        }
        return Optional.empty();
    }
}
