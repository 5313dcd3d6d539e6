package com.example.postmessage;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;

/** Takes messages that nobody waits for an answer to; handler method {@code post}. */
public final class PostMessage {

    public void post(Message message, Context context) {
        LambdaLogger logger = context.getLogger();
        if (message.getTo() == null || message.getTo().isBlank()) {
            throw new IllegalArgumentException("The message has no receiver; set 'to'.");
        }
        if (message.getText() == null) {
            logger.log("Empty message for " + oneLine(message.getTo()) + "\n", LogLevel.WARN);
            return;
        }
        logger.log(
                "Message for %s from %s: %s%n"
                        .formatted(
                                oneLine(message.getTo()),
                                oneLine(message.getFrom()),
                                oneLine(message.getText())),
                LogLevel.INFO);
    }

    /** So that nobody writes log lines of their own. */
    private static String oneLine(String text) {
        return text == null ? "unknown" : text.replaceAll("\\R", " ");
    }
}
