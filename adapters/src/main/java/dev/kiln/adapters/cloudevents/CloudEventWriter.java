package dev.kiln.adapters.cloudevents;

import static dev.kiln.adapters.MalformedResultException.shown;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.Utf8;
import dev.kiln.adapters.http.MediaType;
import dev.kiln.adapters.json.EventWriter;
import dev.kiln.adapters.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Writes events as messages of HTTP. */
public final class CloudEventWriter {

    private CloudEventWriter() {}

    /**
     * Attributes as headers {@code ce-…}, percent-encoded; {@code datacontenttype} as {@code
     * Content-Type}, which is JSON's if the event does not say and has JSON for data.
     *
     * @throws IllegalArgumentException if an attribute's name has other characters than lower-case
     *     letters and digits, or {@code datacontenttype} cannot stand in a header
     */
    public static OutboundMessage binary(CloudEvent event) {
        var headers = new ArrayList<HeaderField>();
        for (var attribute : event.attributes().entrySet()) {
            var name = name(attribute.getKey());
            if (!name.equals("datacontenttype")) {
                headers.add(
                        new HeaderField("ce-" + name, HeaderValues.encoded(attribute.getValue())));
            }
        }
        var contentType = event.attribute("datacontenttype");
        if (contentType.isPresent()) {
            headers.add(new HeaderField("Content-Type", headerValue(contentType.get())));
        } else if (JsonValue.parse(event.data()).isPresent()) {
            headers.add(new HeaderField("Content-Type", "application/json"));
        }
        return new OutboundMessage(headers, event.data());
    }

    /**
     * One JSON document. All attributes are strings; JSON data stands in {@code data} as it is,
     * text in {@code data} as a string, all other in {@code data_base64}.
     *
     * @throws IllegalArgumentException if an attribute's name has other characters than lower-case
     *     letters and digits
     */
    public static OutboundMessage structured(CloudEvent event) {
        var json = new EventWriter().startObject();
        for (var attribute : event.attributes().entrySet()) {
            json.text(name(attribute.getKey()), attribute.getValue());
        }
        if (event.data().length > 0) {
            writeData(event, json);
        }
        return new OutboundMessage(
                List.of(new HeaderField("Content-Type", "application/cloudevents+json")),
                json.endObject().toBytes());
    }

    private static void writeData(CloudEvent event, EventWriter json) {
        if (DataContentType.isJson(event)) {
            var value = JsonValue.parse(event.data());
            if (value.isPresent()) {
                json.json("data", value.get());
                return;
            }
        } else if (isText(event)) {
            json.text("data", event.data());
            return;
        }
        json.base64("data_base64", event.data());
    }

    private static boolean isText(CloudEvent event) {
        var contentType = event.attribute("datacontenttype").orElse("");
        return MediaType.isText(MediaType.of(contentType))
                && DataContentType.isUtf8(contentType)
                && Utf8.isValid(event.data());
    }

    private static String name(String name) {
        if (!EventRules.isName(name)) {
            throw new IllegalArgumentException(
                    "An event cannot have an attribute "
                            + shown(name)
                            + ": names have lower-case letters and digits only, and are not"
                            + " 'data'.");
        }
        return name;
    }

    private static String headerValue(String contentType) {
        if (!EventRules.isHeaderValue(contentType)) {
            throw new IllegalArgumentException(
                    "datacontenttype is " + shown(contentType) + ", which is no media type.");
        }
        return contentType;
    }
}
