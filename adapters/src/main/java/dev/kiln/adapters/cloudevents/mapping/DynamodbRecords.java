package dev.kiln.adapters.cloudevents.mapping;

import static dev.kiln.adapters.MalformedResultException.shown;

import dev.kiln.adapters.json.EventWriter;
import dev.kiln.adapters.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Records of a DynamoDB stream. Sources write the SDK's record as their JSON library does it: names
 * in another case, values with members for all types, milliseconds or text for times.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">DynamoDB events</a>
 */
record DynamodbRecords(MappingSettings settings) implements ListedRecords {

    private static final String RECORD = "The data should be a record of a DynamoDB stream";

    private static final Pattern INTEGER = Pattern.compile("0|[1-9][0-9]{0,17}");

    private static final List<String> VIEWS =
            List.of("KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES");

    @Override
    public EventMapping mapping() {
        return EventMapping.DYNAMODB;
    }

    @Override
    public boolean isRecord(JsonValue element) {
        return element.member("dynamodb").isPresent();
    }

    @Override
    public String id(JsonValue record) {
        return record.member("dynamodb")
                .flatMap(it -> it.member("SequenceNumber"))
                .map(JsonValue::string)
                .orElse("");
    }

    @Override
    public String write(EventData event, EventWriter json) throws UnmappableEventException {
        var record = event.object().map(it -> new Members(RECORD, it));
        var change =
                record.isPresent() ? record.get().object("dynamodb") : Optional.<Members>empty();
        if (record.isEmpty() || change.isEmpty()) {
            throw UnmappableEventException.tooLittle(
                    "The handler takes records of DynamoDB streams, but the event of type "
                            + shown(event.type())
                            + " has no such record as its data.");
        }
        return write(record.get(), change.get(), event, json);
    }

    private String write(Members given, Members change, EventData event, EventWriter json)
            throws UnmappableEventException {
        var name = given.text("eventName").or(() -> event.attribute("dynamodboperation"));
        var arn = Origin.arn(settings, event);
        var region = given.text("awsRegion");
        json.text("eventID", given.text("eventID").orElse(event.id()))
                .textOrNull("eventName", name)
                .text("eventVersion", given.text("eventVersion").orElse("1.1"))
                .text("eventSource", "aws:dynamodb")
                .text("awsRegion", region.orElseGet(() -> Origin.region(settings, arn)));
        if (arn.isPresent()) {
            json.text("eventSourceARN", arn.get());
        }
        writeIdentity(given, json);
        json.startObject("dynamodb");
        var id = writeChange(change, json);
        json.endObject();
        return id;
    }

    private static void writeIdentity(Members given, EventWriter json)
            throws UnmappableEventException {
        var identity = given.object("userIdentity");
        if (identity.isPresent()) {
            json.startObject("userIdentity");
            identity.get().copyText("principalId", json, "principalId");
            identity.get().copyText("type", json, "type");
            json.endObject();
        }
    }

    private static String writeChange(Members change, EventWriter json)
            throws UnmappableEventException {
        writeTime(change, json);
        writeImage("Keys", change, json);
        writeImage("NewImage", change, json);
        writeImage("OldImage", change, json);
        writeSize(change, json);
        var view = change.text("StreamViewType");
        if (view.isPresent()) {
            if (!VIEWS.contains(view.get())) {
                throw change.wrong("StreamViewType", "one of " + String.join(", ", VIEWS));
            }
            json.text("StreamViewType", view.get());
        }
        change.copyText("SequenceNumber", json, "SequenceNumber");
        return change.text("SequenceNumber").orElse("");
    }

    private static void writeTime(Members change, EventWriter json)
            throws UnmappableEventException {
        var time = change.any("ApproximateCreationDateTime");
        if (time.isEmpty()) {
            return;
        }
        var seconds = EventTime.epochSeconds(time.get());
        if (seconds.isEmpty()) {
            throw change.wrong("ApproximateCreationDateTime", "a time");
        }
        json.decimal("ApproximateCreationDateTime", seconds.get());
    }

    private static void writeSize(Members change, EventWriter json)
            throws UnmappableEventException {
        var size = change.any("SizeBytes").map(JsonValue::string);
        if (size.isEmpty()) {
            return;
        }
        if (!INTEGER.matcher(size.get()).matches()) {
            throw change.wrong("SizeBytes", "a number of bytes");
        }
        json.decimal("SizeBytes", size.get());
    }

    /** An image without attributes stands for one that is not there. */
    private static void writeImage(String name, Members change, EventWriter json)
            throws UnmappableEventException {
        var image = change.object(name);
        if (image.isEmpty() || image.get().object().members().isEmpty()) {
            return;
        }
        json.startObject(name);
        for (var attribute : image.get().object().members().entrySet()) {
            json.name(attribute.getKey());
            AttributeValue.of(attribute.getKey(), attribute.getValue()).write(json);
        }
        json.endObject();
    }
}
