package dev.kiln.adapters.cloudevents;

import static dev.kiln.adapters.MalformedResultException.shown;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What CloudEvents 1.0 asks of attributes. */
public final class EventRules {

    /** Those that the specification defines; all are strings, other than extensions may be. */
    private static final Set<String> OWN =
            Set.of(
                    "specversion",
                    "id",
                    "source",
                    "type",
                    "subject",
                    "time",
                    "datacontenttype",
                    "dataschema");

    private static final List<String> REQUIRED = List.of("specversion", "id", "source", "type");

    private EventRules() {}

    /** Whether this is where the JSON format has the data. */
    static boolean hidesData(String name) {
        return name.equals("data") || name.equals("data_base64");
    }

    /** Whether this can name an attribute: lower-case letters and digits, but not {@code data}. */
    public static boolean isName(String name) {
        for (var i = 0; i < name.length(); i++) {
            var c = name.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) {
                return false;
            }
        }
        return !name.isEmpty() && !hidesData(name);
    }

    /** Whether this can name an attribute that the specification does not define. */
    public static boolean isExtension(String name) {
        return isName(name) && !OWN.contains(name);
    }

    static void requireName(String name) throws MalformedEventException {
        if (!isName(name)) {
            throw malformed(
                    shown(name)
                            + " cannot name an attribute: names have lower-case letters and digits"
                            + " only, and are not 'data'.");
        }
    }

    /** Those that are there and have their form; extensions may be anything. */
    static void require(Map<String, String> attributes) throws MalformedEventException {
        requireAll(attributes);
        for (var attribute : attributes.entrySet()) {
            var value = attribute.getValue();
            switch (attribute.getKey()) {
                case "specversion" -> requireVersion(value);
                case "source", "dataschema" -> requireUri(attribute.getKey(), value);
                case "time" -> requireTime(value);
                case "datacontenttype" -> requireContentType(value);
                default -> {
                    // Any text.
                }
            }
        }
    }

    private static void requireAll(Map<String, String> attributes) throws MalformedEventException {
        var missing = new ArrayList<String>();
        for (var name : REQUIRED) {
            if (attributes.getOrDefault(name, "").isEmpty()) {
                missing.add(name);
            }
        }
        if (!missing.isEmpty()) {
            throw malformed(
                    "The event has no "
                            + String.join(", no ", missing)
                            + ". Every event has "
                            + String.join(", ", REQUIRED)
                            + ".");
        }
    }

    private static void requireVersion(String value) throws MalformedEventException {
        if (!value.equals("1.0")) {
            throw malformed("specversion is " + shown(value) + ", but only 1.0 is understood.");
        }
    }

    private static void requireUri(String name, String value) throws MalformedEventException {
        if (!isUriReference(value)) {
            throw malformed(name + " is " + shown(value) + ", which is no URI reference.");
        }
    }

    /** Whether the JDK's class takes it, which functions read events with too. */
    public static boolean isUriReference(String text) {
        try {
            var _ = new URI(text);
            return true;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private static void requireTime(String value) throws MalformedEventException {
        if (!EventTime.isTime(value)) {
            throw malformed(
                    "time is "
                            + shown(value)
                            + ", but RFC 3339 writes times like 2026-03-07T08:09:05Z.");
        }
    }

    private static void requireContentType(String value) throws MalformedEventException {
        if (!isHeaderValue(value)) {
            throw malformed("datacontenttype is " + shown(value) + ", which is no media type.");
        }
    }

    static boolean isHeaderValue(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if ((c < ' ' || c > '~') && c != '\t') {
                return false;
            }
        }
        return true;
    }

    static MalformedEventException malformed(String message) {
        return new MalformedEventException(400, message);
    }
}
