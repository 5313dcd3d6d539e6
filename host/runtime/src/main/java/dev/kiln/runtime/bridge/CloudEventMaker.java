package dev.kiln.runtime.bridge;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes events with the function's own copy of the CloudEvents SDK, whatever version from 2.0 to
 * 4.0 that is.
 */
final class CloudEventMaker {

    private static final String EVENT_V1 = "io.cloudevents.core.v1.CloudEventV1";
    private static final String DATA = "io.cloudevents.CloudEventData";
    private static final String BYTES = "io.cloudevents.core.data.BytesCloudEventData";

    private final Constructor<?> event;
    private final Method bytes;

    private CloudEventMaker(Constructor<?> event, Method bytes) {
        this.event = event;
        this.bytes = bytes;
    }

    /**
     * Looks into the function's libraries.
     *
     * @param declared an event of the SDK's version 2 or later
     * @return null if no event of the SDK is one of these: the function has written its own
     * @throws ReflectiveOperationException with a message for people, if the SDK is not complete
     */
    static @Nullable CloudEventMaker of(Class<?> declared, ClassLoader function)
            throws ReflectiveOperationException {
        var made = eventOf(declared, function);
        // Not by the SDK's builder: in its first versions that takes no extension with a name of
        // more than 20 characters, and those for the headers of Kafka's records are longer.
        return declared.isAssignableFrom(made)
                ? new CloudEventMaker(
                        made.getConstructor(
                                String.class,
                                URI.class,
                                String.class,
                                String.class,
                                URI.class,
                                String.class,
                                OffsetDateTime.class,
                                Class.forName(DATA, true, function),
                                Map.class),
                        Class.forName(BYTES, true, function).getMethod("wrap", byte[].class))
                : null;
    }

    private static Class<?> eventOf(Class<?> declared, ClassLoader function)
            throws ClassNotFoundException {
        try {
            return Class.forName(EVENT_V1, true, function);
        } catch (ClassNotFoundException e) {
            throw new ClassNotFoundException(
                    ("The handler takes %s, and the function lacks %s, of which such events are"
                                    + " made. Add io.cloudevents:cloudevents-core to it, in the"
                                    + " version of its cloudevents-api.")
                            .formatted(declared.getName(), EVENT_V1),
                    e);
        }
    }

    /**
     * Makes an event of the specification's version 1.0.
     *
     * @param attributes values of the JSON format: texts, numbers, truth values
     * @throws IllegalArgumentException if they are none of an event
     */
    Object make(Map<String, Object> attributes, byte @Nullable [] data) {
        var left = new HashMap<>(attributes);
        var version = required(left, "specversion");
        if (!version.equals("1.0")) {
            throw new IllegalArgumentException(
                    "Attribute 'specversion' is '%s'; events have 1.0.".formatted(version));
        }
        try {
            // In the order of the constructor; extensions are what then is left.
            return event.newInstance(
                    required(left, "id"),
                    uri("source", required(left, "source")),
                    required(left, "type"),
                    text(left, "datacontenttype"),
                    uri("dataschema", text(left, "dataschema")),
                    text(left, "subject"),
                    time("time", text(left, "time")),
                    data == null ? null : bytes.invoke(null, (Object) data),
                    left);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The CloudEvents SDK cannot make the event", e);
        }
    }

    private static String required(Map<String, Object> left, String name) {
        var text = text(left, name);
        if (text == null || text.isEmpty()) {
            throw new IllegalArgumentException(
                    "Attribute '%s' is missing: every event has one.".formatted(name));
        }
        return text;
    }

    private static @Nullable String text(Map<String, Object> left, String name) {
        var value = left.remove(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new IllegalArgumentException("Attribute '%s' is no text.".formatted(name));
    }

    private static @Nullable URI uri(String name, @Nullable String text) {
        try {
            return text == null ? null : new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "Attribute '%s' is no URI reference.".formatted(name), e);
        }
    }

    private static @Nullable OffsetDateTime time(String name, @Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "Attribute '%s' is no time of RFC 3339.".formatted(name), e);
        }
    }
}
