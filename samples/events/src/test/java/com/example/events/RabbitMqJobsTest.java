package com.example.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.RabbitMQEvent;
import com.amazonaws.services.lambda.runtime.events.RabbitMQEvent.BasicProperties;
import com.amazonaws.services.lambda.runtime.events.RabbitMQEvent.RabbitMessage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RabbitMqJobsTest {

    private final LoggingContext context = new LoggingContext();

    @Test
    void messages_are_logged_as_text_with_their_queue() {
        var event =
                RabbitMQEvent.builder()
                        .withRmqMessagesByQueue(
                                Map.of(
                                        "jobs::/",
                                        List.of(
                                                message("m1", "print menü", false),
                                                message("m2", "print bill", true))))
                        .build();

        new RabbitMqJobs().handleRequest(event, context);

        assertEquals(
                List.of("INFO jobs::/ m1: print menü", "INFO jobs::/ m2 again: print bill"),
                context.lines());
    }

    private static RabbitMessage message(String id, String body, boolean redelivered) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return RabbitMessage.builder()
                .withBasicProperties(BasicProperties.builder().withMessageId(id).build())
                .withData(Base64.getEncoder().encodeToString(bytes))
                .withRedelivered(redelivered)
                .build();
    }
}
