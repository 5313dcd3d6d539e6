package dev.kiln.adapters.cloudevents.mapping;

import static dev.kiln.adapters.MalformedResultException.shown;

import dev.kiln.adapters.json.EventWriter;
import dev.kiln.adapters.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Members of an object as sources give it, whatever the case of their names; null counts as absent.
 *
 * @param what the beginning of a message about it: "The data should be a message of SQS"
 */
record Members(String what, JsonValue object) {

    /**
     * @return empty if it is absent
     * @throws UnmappableEventException if it is no string
     */
    Optional<String> text(String name) throws UnmappableEventException {
        var member = any(name);
        return member.isPresent() ? Optional.of(text(name, member.get())) : Optional.empty();
    }

    Optional<Members> object(String name) throws UnmappableEventException {
        var member = any(name);
        return member.isPresent() ? Optional.of(object(name, member.get())) : Optional.empty();
    }

    Optional<JsonValue> any(String name) {
        return object.memberIgnoringCase(name);
    }

    /** Those that are not null, by their names as they are spelt. */
    Map<String, JsonValue> all() {
        var all = new LinkedHashMap<>(object.members());
        all.values().removeIf(it -> it.is(JsonValue.Kind.NULL));
        return all;
    }

    /**
     * @param value of the member of this name
     */
    String text(String name, JsonValue value) throws UnmappableEventException {
        if (!value.is(JsonValue.Kind.STRING)) {
            throw wrong(name, "a string");
        }
        return value.string();
    }

    /**
     * @param value of the member of this name
     */
    Members object(String name, JsonValue value) throws UnmappableEventException {
        if (!value.is(JsonValue.Kind.OBJECT)) {
            throw wrong(name, "an object");
        }
        return new Members(what + ", in " + shown(name), value);
    }

    /** Writes a string under another name, if there is one. */
    void copyText(String name, EventWriter json, String newName) throws UnmappableEventException {
        var text = text(name);
        if (text.isPresent()) {
            json.text(newName, text.get());
        }
    }

    /**
     * @param rule continues "is not …"
     */
    UnmappableEventException wrong(String name, String rule) {
        return UnmappableEventException.wrong(
                what + ": member " + shown(name) + " is not " + rule + ".");
    }
}
