package dev.kiln.adapters.cloudevents.mapping;

import static dev.kiln.adapters.MalformedResultException.shown;

import dev.kiln.adapters.json.EventWriter;
import dev.kiln.adapters.json.JsonValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Notifications of S3. Most sources pass on what S3 itself says; Knative's integration gives the
 * content of the object instead.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-s3.html">S3 events</a>
 */
record S3Records(MappingSettings settings, InstantSource clock) implements ListedRecords {

    /** The subject of all events of Knative's integration, unless it is overridden. */
    private static final String NO_KEY = "aws-s3-source";

    @Override
    public EventMapping mapping() {
        return EventMapping.S3;
    }

    @Override
    public Optional<String> warning() {
        return Optional.of(
                "The handler takes notifications of S3, which name a bucket and a key. Knative's"
                        + " IntegrationSource aws-s3 sends the content of an object and neither of"
                        + " them: its events are refused with status 422 unless event-bucket names"
                        + " the bucket and the events' subject is the key.");
    }

    @Override
    public boolean isRecord(JsonValue element) {
        return element.member("s3").isPresent();
    }

    @Override
    public String id(JsonValue record) {
        return "";
    }

    @Override
    public String write(EventData event, EventWriter json) throws UnmappableEventException {
        var isContent = settings.shapes().of(event.event()) == EventShape.S3_OBJECT;
        if (!isContent && event.object().filter(this::isRecord).isPresent()) {
            for (var member : event.object().get().members().entrySet()) {
                json.json(member.getKey(), member.getValue());
            }
            return "";
        }
        if (!isContent) {
            throw UnmappableEventException.tooLittle(
                    "The handler takes notifications of S3, but the event of type "
                            + shown(event.type())
                            + " has no such notification as its data; if the data is the content"
                            + " of an object, set event-shapes to <type>=s3-object.");
        }
        writeObject(event, json);
        return "";
    }

    private void writeObject(EventData event, EventWriter json) throws UnmappableEventException {
        var key = event.attribute("subject").filter(it -> !it.equals(NO_KEY) && !it.isEmpty());
        if (key.isEmpty()) {
            throw UnmappableEventException.tooLittle(
                    "The handler takes notifications of S3, but the event has the content of an"
                            + " object and nowhere its key. Set the event's subject to the key, or"
                            + " use a handler that takes the content.");
        }
        var bucket = bucket(event);
        json.text("eventVersion", "2.1")
                .text("eventSource", "aws:s3")
                .text("awsRegion", settings.region())
                .text("eventTime", EventTime.millis(EventTime.of(event, clock)))
                .text("eventName", "ObjectCreated:Put");
        json.startObject("s3").text("s3SchemaVersion", "1.0");
        json.startObject("bucket")
                .text("name", bucket)
                .text("arn", Arn.of("s3", "", "", bucket).toString())
                .endObject();
        json.startObject("object")
                .text("key", encoded(key.get()))
                .number("size", event.bytes().length)
                .endObject();
        json.endObject();
    }

    private String bucket(EventData event) throws UnmappableEventException {
        var named = Arn.parse(event.source()).filter(it -> it.service().equals("s3"));
        if (settings.bucket().isPresent()) {
            return settings.bucket().get();
        }
        if (named.isEmpty()) {
            throw UnmappableEventException.tooLittle(
                    "The handler takes notifications of S3, but the event has the content of an"
                            + " object and nowhere its bucket. Set event-bucket.");
        }
        return named.get().resource();
    }

    /** As S3 does: like a form, but for the slashes. */
    private static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
    }
}
