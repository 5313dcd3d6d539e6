package dev.kiln.adapters.cloudevents;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.Requests;
import io.cloudevents.CloudEvent;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** CloudEvents' own library on the other side of the wire. */
public final class Sdk {

    private Sdk() {}

    /** Reads a message as a broker does. */
    public static CloudEvent read(List<HeaderField> headers, byte[] body) {
        var map = new HashMap<String, String>();
        for (var header : headers) {
            map.put(header.name(), header.value());
        }
        return HttpMessageFactory.createReader(map, body).toEvent();
    }

    static CloudEvent read(OutboundMessage message) {
        return read(message.headers(), message.body());
    }

    static Requests binary(CloudEvent event) {
        var request = Requests.post("/");
        HttpMessageFactory.createWriter(
                        request::header,
                        body -> request.body(Optional.ofNullable(body).orElse(new byte[0])))
                .writeBinary(event);
        return request;
    }

    static Requests structured(CloudEvent event) {
        var request = Requests.post("/");
        HttpMessageFactory.createWriter(request::header, request::body)
                .writeStructured(event, new JsonFormat());
        return request;
    }

    /** An attribute or an extension in its textual form. */
    public static Optional<String> attribute(CloudEvent event, String name) {
        var value =
                event.getAttributeNames().contains(name)
                        ? event.getAttribute(name)
                        : event.getExtension(name);
        return Optional.ofNullable(value).map(String::valueOf);
    }

    public static byte[] data(CloudEvent event) {
        return event.getData() == null ? new byte[0] : event.getData().toBytes();
    }

    public static String text(CloudEvent event) {
        return new String(data(event), StandardCharsets.UTF_8);
    }
}
