package dev.kiln.adapters.cloudevents.mapping;

import dev.kiln.adapters.json.EventWriter;
import dev.kiln.adapters.json.JsonValue;
import java.time.InstantSource;
import java.util.List;

/** The envelope that EventBridge puts around what happened; of timers its scheduled event. */
record EventBridgeEvent(MappingSettings settings, InstantSource clock) implements OneByOne {

    @Override
    public EventMapping mapping() {
        return EventMapping.EVENTBRIDGE;
    }

    @Override
    public byte[] event(EventData data) throws UnmappableEventException {
        if (data.object().isPresent() && isEvent(data.object().get())) {
            return data.object().get().json();
        }
        var isSchedule = settings.shapes().of(data.event()) == EventShape.SCHEDULE;
        var json = new EventWriter().startObject();
        json.text("version", "0")
                .text("id", data.id())
                .text("detail-type", isSchedule ? "Scheduled Event" : data.type())
                .text("source", isSchedule ? "aws.events" : data.source())
                .text("account", settings.accountId())
                .text("time", time(data))
                .text("region", settings.region())
                .texts("resources", resources(data, isSchedule));
        writeDetail(data, isSchedule, json);
        return json.endObject().toBytes();
    }

    private static boolean isEvent(JsonValue object) {
        var members = object.members();
        return members.containsKey("detail")
                && object.member("detail-type").isPresent()
                && object.member("source").isPresent();
    }

    private String time(EventData data) throws UnmappableEventException {
        var said = data.attribute("time").orElse("");
        var time = EventTime.of(data, clock);
        return said.endsWith("Z") ? said : time.toString();
    }

    private static List<String> resources(EventData data, boolean isSchedule) {
        return isSchedule
                ? List.of(data.source())
                : data.attribute("subject").map(List::of).orElse(List.of());
    }

    private static void writeDetail(EventData data, boolean isSchedule, EventWriter json) {
        if (data.object().isPresent()) {
            json.json("detail", data.object().get());
            return;
        }
        json.startObject("detail");
        if (!data.isEmpty() && !isSchedule) {
            if (data.json().isPresent() && (data.isDeclaredJson() || data.mediaType().isEmpty())) {
                json.json("data", data.json().get());
            } else if (data.text().isPresent()) {
                json.text("data", data.text().get());
            } else {
                json.base64("data_base64", data.bytes());
            }
        }
        json.endObject();
    }
}
