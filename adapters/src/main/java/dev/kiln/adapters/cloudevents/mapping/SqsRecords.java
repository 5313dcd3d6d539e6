package dev.kiln.adapters.cloudevents.mapping;

import dev.kiln.adapters.json.EventWriter;
import dev.kiln.adapters.json.JsonValue;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Messages of SQS. Sources give the whole message as the SDK knows it, or its body alone.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">SQS events</a>
 */
record SqsRecords(MappingSettings settings, InstantSource clock) implements ListedRecords {

    private static final String MESSAGE = "The data should be a message of SQS";

    private static final Pattern QUEUE_URL =
            Pattern.compile("https?://(?:sqs\\.([a-z0-9-]+)\\.)?[^/]*/([0-9]{12})/([^/?#]+)");

    @Override
    public EventMapping mapping() {
        return EventMapping.SQS;
    }

    @Override
    public boolean isRecord(JsonValue element) {
        // A notification of S3 in a message is a body: it has records too, but of another kind.
        return element.member("messageId").isPresent();
    }

    @Override
    public String id(JsonValue record) {
        return record.member("messageId").map(JsonValue::string).orElse("");
    }

    @Override
    public String write(EventData event, EventWriter json) throws UnmappableEventException {
        return settings.shapes().of(event.event()) == EventShape.SQS_MESSAGE
                ? writeMessage(event, json)
                : writeBody(event, json);
    }

    private String writeMessage(EventData event, EventWriter json) throws UnmappableEventException {
        if (event.object().isEmpty()) {
            throw UnmappableEventException.wrong(
                    MESSAGE
                            + ", as the event's type says, but it is no JSON object; if it is the"
                            + " body alone, set event-shapes to <type>=data.");
        }
        var message = new Members(MESSAGE, event.object().get());
        var id = message.text("MessageId").orElse(event.id());
        var body = body(message);
        json.text("messageId", id)
                .text("receiptHandle", message.text("ReceiptHandle").orElse(event.id()))
                .text("body", body);
        writeAttributes(event, message.object("Attributes"), json);
        var attributes = SqsAttributes.of(message.object("MessageAttributes"));
        attributes.write(json);
        json.text("md5OfBody", Md5.hex(body));
        var digest = message.text("MD5OfMessageAttributes").or(attributes::md5);
        if (digest.isPresent()) {
            json.text("md5OfMessageAttributes", digest.get());
        }
        writeOrigin(event, json);
        return id;
    }

    /** A source puts a body that is JSON among the members as it is. */
    private static byte[] body(Members message) throws UnmappableEventException {
        for (var member : message.object().members().entrySet()) {
            if (member.getKey().equalsIgnoreCase("Body")) {
                var body = member.getValue();
                return body.is(JsonValue.Kind.STRING) ? body.utf8() : body.json();
            }
        }
        throw UnmappableEventException.tooLittle(
                MESSAGE
                        + ", as the event's type says, but has no member Body; if it is the body"
                        + " alone, set event-shapes to <type>=data.");
    }

    private String writeBody(EventData event, EventWriter json) throws UnmappableEventException {
        if (event.text().isEmpty()) {
            throw UnmappableEventException.wrong(
                    "The data is no text, but the body of an SQS message is.");
        }
        var body = event.text().get();
        json.text("messageId", event.id()).text("receiptHandle", event.id()).text("body", body);
        writeAttributes(event, Optional.empty(), json);
        SqsAttributes.NONE.write(json);
        json.text("md5OfBody", Md5.hex(body));
        writeOrigin(event, json);
        return event.id();
    }

    private void writeAttributes(EventData event, Optional<Members> given, EventWriter json)
            throws UnmappableEventException {
        var attributes = new LinkedHashMap<String, String>();
        if (given.isPresent()) {
            for (var attribute : given.get().all().entrySet()) {
                var name = attribute.getKey();
                attributes.put(name, given.get().text(name, attribute.getValue()));
            }
        }
        var now = clock.instant().toEpochMilli();
        var sent = EventTime.said(event);
        attributes.putIfAbsent("ApproximateReceiveCount", "1");
        attributes.putIfAbsent(
                "SentTimestamp",
                String.valueOf(sent.isPresent() ? sent.get().toEpochMilli() : now));
        attributes.putIfAbsent("ApproximateFirstReceiveTimestamp", String.valueOf(now));
        json.startObject("attributes").texts(attributes).endObject();
    }

    private void writeOrigin(EventData event, EventWriter json) {
        var arn = arn(event);
        json.text("eventSource", "aws:sqs")
                .text("eventSourceARN", arn)
                .text("awsRegion", Origin.region(settings, Optional.of(arn)));
    }

    private String arn(EventData event) {
        var known = Origin.arn(settings, event);
        if (known.isPresent()) {
            return known.get();
        }
        var url = QUEUE_URL.matcher(event.source());
        if (url.matches()) {
            var region = url.group(1) == null ? settings.region() : url.group(1);
            return Arn.of("sqs", region, url.group(2), url.group(3)).toString();
        }
        var name = Origin.lastSegment(event.source());
        return Arn.of("sqs", settings.region(), settings.accountId(), name).toString();
    }
}
