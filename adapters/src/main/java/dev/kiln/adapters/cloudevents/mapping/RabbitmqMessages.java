package dev.kiln.adapters.cloudevents.mapping;

import dev.kiln.adapters.json.EventWriter;
import dev.kiln.adapters.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Messages of RabbitMQ queues, by queue and virtual host. A RabbitmqSource keeps few of their
 * properties; the others are null.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html">RabbitMQ events</a>
 */
record RabbitmqMessages(MappingSettings settings) implements RecordKind {

    @Override
    public EventMapping mapping() {
        return EventMapping.RABBITMQ;
    }

    @Override
    public Optional<List<String>> recordsIn(JsonValue data) {
        return data.member("rmqMessagesByQueue")
                .filter(it -> it.is(JsonValue.Kind.OBJECT))
                .map(_ -> List.of());
    }

    @Override
    public List<String> write(List<EventData> events, EventWriter json)
            throws UnmappableEventException {
        json.text("eventSource", "aws:rmq")
                .text("eventSourceArn", settings.eventSourceArn().orElse(""))
                .startObject("rmqMessagesByQueue");
        var queues = new LinkedHashMap<String, List<EventData>>();
        for (var event : events) {
            var queue = Origin.lastSegment(event.source()) + "::" + settings.virtualHost();
            queues.computeIfAbsent(queue, _ -> new ArrayList<>()).add(event);
        }
        for (var queue : queues.entrySet()) {
            json.startArray(queue.getKey());
            for (var message : queue.getValue()) {
                write(message, json);
            }
            json.endArray();
        }
        json.endObject();
        return List.of();
    }

    private static void write(EventData message, EventWriter json) throws UnmappableEventException {
        json.startObject()
                .startObject("basicProperties")
                .textOrNull("contentType", message.attribute("datacontenttype"))
                .nothing("contentEncoding")
                .nothing("headers")
                .nothing("deliveryMode")
                .nothing("priority")
                .nothing("correlationId")
                .nothing("replyTo")
                .nothing("expiration")
                .text("messageId", message.id())
                .textOrNull("timestamp", EventTime.said(message).map(EventTime::rabbitmq))
                .nothing("type")
                .nothing("userId")
                .nothing("appId")
                .nothing("clusterId")
                .number("bodySize", message.bytes().length)
                .endObject();
        json.flag("redelivered", false).base64("data", message.bytes()).endObject();
    }
}
