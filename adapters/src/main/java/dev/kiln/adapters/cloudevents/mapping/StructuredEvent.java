package dev.kiln.adapters.cloudevents.mapping;

import dev.kiln.adapters.Utf8;
import dev.kiln.adapters.json.EventWriter;

/**
 * The whole event in structured mode, of which the function's copy of the SDK makes its object.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">JSON
 *     event format</a>
 */
record StructuredEvent() implements OneByOne {

    @Override
    public EventMapping mapping() {
        return EventMapping.CLOUDEVENT;
    }

    @Override
    public byte[] event(EventData data) {
        var json = new EventWriter().startObject();
        if (data.attribute("specversion").isEmpty()) {
            json.text("specversion", "1.0");
        }
        for (var attribute : data.event().attributes().entrySet()) {
            var name = attribute.getKey();
            // Both are no names of attributes, whatever a header says.
            if (!name.equals("data") && !name.equals("data_base64")) {
                json.text(Utf8.wellFormed(name), Utf8.wellFormed(attribute.getValue()));
            }
        }
        if (!data.isEmpty()) {
            writeData(data, json);
        }
        return json.endObject().toBytes();
    }

    /** So that whoever reads it gets the same bytes. */
    private static void writeData(EventData data, EventWriter json) {
        var mayBeJson = data.isDeclaredJson() || data.mediaType().isEmpty();
        if (mayBeJson && data.json().isPresent()) {
            json.json("data", data.json().get());
        } else if (!mayBeJson && data.text().isPresent() && data.text().get() == data.bytes()) {
            json.text("data", data.bytes());
        } else {
            json.base64("data_base64", data.bytes());
        }
    }
}
