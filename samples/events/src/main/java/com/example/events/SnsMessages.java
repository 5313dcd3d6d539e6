package com.example.events;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNS;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNSRecord;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.util.Set;
import java.util.TreeSet;

/** Logs the messages of a topic. */
public final class SnsMessages implements RequestHandler<SNSEvent, Void> {

    @Override
    public Void handleRequest(SNSEvent event, Context context) {
        for (SNSRecord record : event.getRecords()) {
            context.getLogger().log(line(record.getSNS()), LogLevel.INFO);
        }
        return null;
    }

    private static String line(SNS message) {
        // Of a topic's ARN, arn:aws:sns:eu-west-1:123456789012:alarms, the last part is its name.
        String topic = message.getTopicArn().substring(message.getTopicArn().lastIndexOf(':') + 1);
        Set<String> attributes =
                message.getMessageAttributes() == null
                        ? Set.of()
                        : new TreeSet<>(message.getMessageAttributes().keySet());
        return "%s: %s (%s) with %s%n"
                .formatted(topic, message.getMessage(), message.getSubject(), attributes);
    }
}
