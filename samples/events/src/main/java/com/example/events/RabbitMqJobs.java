package com.example.events;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.RabbitMQEvent;
import com.amazonaws.services.lambda.runtime.events.RabbitMQEvent.RabbitMessage;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Logs the messages of RabbitMQ queues, whose bodies are text. */
public final class RabbitMqJobs implements RequestHandler<RabbitMQEvent, Void> {

    @Override
    public Void handleRequest(RabbitMQEvent event, Context context) {
        // The messages come in groups, under keys of queue and virtual host such as jobs::/.
        event.getRmqMessagesByQueue()
                .forEach((queue, messages) -> {
                    for (RabbitMessage message : messages) {
                        context.getLogger().log(line(queue, message), LogLevel.INFO);
                    }
                });
        return null;
    }

    private static String line(String queue, RabbitMessage message) {
        byte[] body = Base64.getDecoder().decode(message.getData());
        return "%s %s%s: %s%n"
                .formatted(
                        queue,
                        message.getBasicProperties().getMessageId(),
                        message.getRedelivered() ? " again" : "",
                        new String(body, StandardCharsets.UTF_8));
    }
}
