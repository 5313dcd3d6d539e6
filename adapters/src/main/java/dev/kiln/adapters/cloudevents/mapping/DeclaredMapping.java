package dev.kiln.adapters.cloudevents.mapping;

import dev.kiln.adapters.HandlerInput;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which events a handler's declared input type stands for. */
final class DeclaredMapping {

    private static final String EVENTS = "com.amazonaws.services.lambda.runtime.events.";

    private static final Map<String, EventMapping> OF_TYPE = new LinkedHashMap<>();

    static {
        OF_TYPE.put("io.cloudevents.CloudEvent", EventMapping.CLOUDEVENT);
        OF_TYPE.put(EVENTS + "SQSEvent", EventMapping.SQS);
        OF_TYPE.put(EVENTS + "SNSEvent", EventMapping.SNS);
        OF_TYPE.put(EVENTS + "S3Event", EventMapping.S3);
        OF_TYPE.put(EVENTS + "models.s3.S3EventNotification", EventMapping.S3);
        OF_TYPE.put("com.amazonaws.services.s3.event.S3EventNotification", EventMapping.S3);
        OF_TYPE.put(EVENTS + "KinesisEvent", EventMapping.KINESIS);
        OF_TYPE.put(EVENTS + "DynamodbEvent", EventMapping.DYNAMODB);
        OF_TYPE.put(EVENTS + "KafkaEvent", EventMapping.KAFKA);
        OF_TYPE.put(EVENTS + "RabbitMQEvent", EventMapping.RABBITMQ);
    }

    private DeclaredMapping() {}

    static EventMapping of(HandlerInput input) {
        for (var type : OF_TYPE.entrySet()) {
            if (input.inputType().equals(type.getKey())
                    || input.inputTypes().contains(type.getKey())) {
                return type.getValue();
            }
        }
        if (isSchedule(input.inputType())) {
            return EventMapping.EVENTBRIDGE;
        }
        for (var type : input.inputTypes()) {
            if (isSchedule(type)) {
                return EventMapping.EVENTBRIDGE;
            }
        }
        return EventMapping.RAW;
    }

    /** Frameworks and users have classes of their own for it, by AWS's name. */
    private static boolean isSchedule(String type) {
        return type.endsWith("ScheduledEvent");
    }
}
