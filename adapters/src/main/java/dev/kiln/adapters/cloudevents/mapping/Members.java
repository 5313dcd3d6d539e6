package dev.kiln.adapters.cloudevents.mapping;

import dev.kiln.adapters.json.EventWriter;
import dev.kiln.adapters.json.JsonValue;
import java.util.Optional;

/**
 * Members of an object as sources give it, whatever the case of their names; null counts as absent.
 *
 * @param what names the object in messages: "An SQS message"
 */
record Members(String what, JsonValue object) {

    /**
     * @return empty if it is absent
     * @throws UnmappableEventException if it is no string
     */
    Optional<String> text(String name) throws UnmappableEventException {
        return of(name, JsonValue.Kind.STRING, "a string").map(JsonValue::string);
    }

    Optional<Members> object(String name) throws UnmappableEventException {
        return of(name, JsonValue.Kind.OBJECT, "an object").map(it -> new Members(name, it));
    }

    Optional<JsonValue> any(String name) {
        return object.memberIgnoringCase(name);
    }

    Optional<JsonValue> of(String name, JsonValue.Kind kind, String rule)
            throws UnmappableEventException {
        var member = any(name);
        if (member.isPresent() && !member.get().is(kind)) {
            throw wrong(name, rule);
        }
        return member;
    }

    /** Writes a string under another name, if there is one. */
    Members copyText(String name, EventWriter json, String newName)
            throws UnmappableEventException {
        var text = text(name);
        if (text.isPresent()) {
            json.text(newName, text.get());
        }
        return this;
    }

    /**
     * @param rule continues "is not …"
     */
    UnmappableEventException wrong(String name, String rule) {
        return UnmappableEventException.wrong(what + ": member " + name + " is not " + rule + ".");
    }
}
