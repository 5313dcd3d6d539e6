package dev.kiln.adapters.cloudevents.mapping;

import java.util.Locale;

/** What an event becomes for the handler. */
public enum EventMapping {
    /** The data alone. */
    RAW,
    /** The event itself, for a handler that takes {@code io.cloudevents.CloudEvent}. */
    CLOUDEVENT,
    /** An event of EventBridge, or a schedule. */
    EVENTBRIDGE,
    /** A batch of messages of SQS. */
    SQS,
    /** Notifications of SNS. */
    SNS,
    /** Notifications of S3. */
    S3,
    /** Records of a Kinesis stream. */
    KINESIS,
    /** Records of a DynamoDB stream. */
    DYNAMODB,
    /** Records of Kafka topics. */
    KAFKA,
    /** Messages of RabbitMQ queues. */
    RABBITMQ;

    /** The name in settings. */
    public String settingValue() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException if there is no such mapping; the message lists those there
     *     are
     */
    public static EventMapping parse(String text) {
        var known = new StringBuilder();
        for (var mapping : values()) {
            if (mapping.settingValue().equals(text.trim())) {
                return mapping;
            }
            known.append(known.isEmpty() ? "" : ", ").append(mapping.settingValue());
        }
        throw new IllegalArgumentException(
                "Event mapping '" + text + "' is not known; known mappings: " + known + ".");
    }
}
