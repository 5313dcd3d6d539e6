package dev.kiln.adapters.cloudevents;

import dev.kiln.adapters.Requests;
import dev.kiln.adapters.Sources;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Events and those who read them. */
public final class Events {

    private Events() {}

    static CloudEventRequests receiver(String... settings) {
        var values = new LinkedHashMap<String, String>();
        for (var setting : settings) {
            var equals = setting.indexOf('=');
            values.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return new CloudEventRequests(
                ReceivingSettings.read(name -> Optional.ofNullable(values.get(name))));
    }

    static CloudEvent read(Requests request) throws MalformedEventException {
        return receiver().read(request.build()).events().getFirst();
    }

    /** The one event of a document that has all it needs, and this. */
    static CloudEvent readWith(String members) throws MalformedEventException {
        return read(structured(with(members)));
    }

    static String with(String members) {
        return "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/a\",\"type\":\"t\""
                + members
                + "}";
    }

    static Requests structured(String json) {
        return structured(Sources.utf8(json));
    }

    static Requests structured(byte[] json) {
        return Requests.post("/").header("Content-Type", "application/cloudevents+json").body(json);
    }

    static Requests batch(String json) {
        return Requests.post("/")
                .header("Content-Type", "application/cloudevents-batch+json")
                .body(json);
    }

    static Requests binary() {
        return Requests.post("/")
                .header("ce-specversion", "1.0")
                .header("ce-id", "1")
                .header("ce-source", "/a")
                .header("ce-type", "t");
    }

    /** With pairs of names and values beside those required. */
    public static CloudEvent event(byte[] data, String... attributes) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("specversion", "1.0");
        all.put("id", "1");
        all.put("source", "/a");
        all.put("type", "t");
        for (var i = 0; i < attributes.length; i += 2) {
            all.put(attributes[i], attributes[i + 1]);
        }
        return new CloudEvent(all, data);
    }

    public static ReceivedEvents received(ContentMode mode, boolean prefersReply) {
        return new ReceivedEvents(mode, List.of(), prefersReply);
    }
}
