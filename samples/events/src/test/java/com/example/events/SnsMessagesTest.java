package com.example.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.MessageAttribute;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNS;
import com.amazonaws.services.lambda.runtime.events.SNSEvent.SNSRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnsMessagesTest {

    private final LoggingContext context = new LoggingContext();

    @Test
    void each_message_is_logged_with_its_topic_and_the_names_of_its_attributes() {
        var message =
                message("Cellar is warm")
                        .withSubject("Alarm")
                        .withMessageAttributes(
                                Map.of("room", new MessageAttribute().withValue("cellar")));

        new SnsMessages().handleRequest(event(message, message("All is well")), context);

        assertEquals(
                List.of(
                        "INFO alarms: Cellar is warm (Alarm) with [room]",
                        "INFO alarms: All is well (null) with []"),
                context.lines());
    }

    private static SNS message(String text) {
        return new SNS()
                .withTopicArn("arn:aws:sns:eu-west-1:123456789012:alarms")
                .withMessage(text);
    }

    private static SNSEvent event(SNS... messages) {
        var records = List.of(messages).stream().map(it -> new SNSRecord().withSns(it)).toList();
        return new SNSEvent().withRecords(records);
    }
}
