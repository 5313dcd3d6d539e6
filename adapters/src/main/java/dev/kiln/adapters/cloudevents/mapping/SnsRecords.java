package dev.kiln.adapters.cloudevents.mapping;

import dev.kiln.adapters.http.QueryParameters;
import dev.kiln.adapters.json.EventWriter;
import dev.kiln.adapters.json.JsonValue;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Notifications of SNS. What it sends by HTTP, and sources pass on, differs from what it gives to a
 * function in the spelling of two members.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html">SNS events</a>
 */
record SnsRecords(MappingSettings settings, InstantSource clock) implements ListedRecords {

    private static final String NOTIFICATION = "The data should be a notification of SNS";

    @Override
    public EventMapping mapping() {
        return EventMapping.SNS;
    }

    @Override
    public boolean isRecord(JsonValue element) {
        return element.member("Sns").isPresent();
    }

    @Override
    public String id(JsonValue record) {
        return "";
    }

    @Override
    public String write(EventData event, EventWriter json) throws UnmappableEventException {
        json.text("EventSource", "aws:sns").text("EventVersion", "1.0");
        if (event.object().isPresent() && isNotification(event.object().get())) {
            writeNotification(new Members(NOTIFICATION, event.object().get()), event, json);
        } else {
            writeMessage(event, json);
        }
        return "";
    }

    private static boolean isNotification(JsonValue object) {
        return object.member("TopicArn").isPresent()
                && object.member("MessageId").isPresent()
                && object.member("Message").isPresent();
    }

    private static void writeNotification(Members given, EventData event, EventWriter json)
            throws UnmappableEventException {
        var subscription = subscription(event.source()).or(() -> unsubscribed(given));
        if (subscription.isPresent()) {
            json.text("EventSubscriptionArn", subscription.get());
        }
        json.startObject("Sns");
        var members = given.all();
        for (var member : members.entrySet()) {
            writeMember(member.getKey(), member.getValue(), given, json);
        }
        if (!members.containsKey("MessageAttributes")) {
            json.startObject("MessageAttributes").endObject();
        }
        json.endObject();
    }

    private static void writeMember(String name, JsonValue value, Members given, EventWriter json)
            throws UnmappableEventException {
        switch (name) {
            case "SigningCertURL" -> json.text("SigningCertUrl", given.text(name, value));
            case "UnsubscribeURL" -> json.text("UnsubscribeUrl", given.text(name, value));
            case "Type", "MessageId", "TopicArn", "Subject", "Message" ->
                    json.text(name, given.text(name, value));
            case "SignatureVersion", "Signature" -> json.text(name, given.text(name, value));
            case "Timestamp" -> {
                if (EventTime.parse(given.text(name, value)).isEmpty()) {
                    throw given.wrong(name, "a time by RFC 3339");
                }
                json.json(name, value);
            }
            case "MessageAttributes" -> writeAttributes(given.object(name, value), json);
            default -> json.json(name, value);
        }
    }

    private static void writeAttributes(Members attributes, EventWriter json)
            throws UnmappableEventException {
        json.startObject("MessageAttributes");
        for (var attribute : attributes.all().entrySet()) {
            var is = attributes.object(attribute.getKey(), attribute.getValue());
            json.startObject(attribute.getKey());
            is.copyText("Type", json, "Type");
            is.copyText("Value", json, "Value");
            json.endObject();
        }
        json.endObject();
    }

    private void writeMessage(EventData event, EventWriter json) throws UnmappableEventException {
        if (event.text().isEmpty()) {
            throw UnmappableEventException.wrong(
                    "The data is no text, but the message of an SNS notification is.");
        }
        var topic = settings.eventSourceArn().orElse(event.source());
        json.startObject("Sns")
                .text("Type", "Notification")
                .text("MessageId", event.id())
                .text("TopicArn", topic)
                .textOrNull("Subject", event.attribute("subject"))
                .text("Message", event.text().get())
                .text("Timestamp", EventTime.millis(EventTime.of(event, clock)));
        json.startObject("MessageAttributes").endObject().endObject();
    }

    /** The ARN if it is one of a subscription: those of topics are shorter. */
    private static Optional<String> subscription(String arn) {
        return Arn.parse(arn).filter(it -> it.resource().indexOf(':') > 0).map(Arn::toString);
    }

    /** The address to unsubscribe names the subscription. */
    private static Optional<String> unsubscribed(Members given) {
        var url = given.any("UnsubscribeURL").map(JsonValue::string).orElse("");
        var query = QueryParameters.formDecoded(url.substring(url.indexOf('?') + 1));
        return Optional.ofNullable(query.get("SubscriptionArn")).map(List::getFirst);
    }
}
