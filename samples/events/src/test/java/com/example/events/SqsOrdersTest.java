package com.example.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqsOrdersTest {

    private final LoggingContext context = new LoggingContext();

    @Test
    void orders_are_logged_and_the_batch_succeeds() {
        var event = batch(message("m1", "{\"item\":\"thé\",\"quantity\":2,\"rush\":true}"));

        var response = new SqsOrders().handleRequest(event, context);

        assertTrue(response.getBatchItemFailures().isEmpty());
        assertEquals(List.of("INFO Message m1 orders 2 of thé"), context.lines());
    }

    @Test
    void only_messages_that_are_no_orders_go_back() {
        var event =
                batch(
                        message("m1", "{\"item\":\"tea\",\"quantity\":1}"),
                        message("m2", "tea, please"),
                        message("m3", "{\"item\":\"tea\"}"),
                        message("m4", "null"));

        var response = new SqsOrders().handleRequest(event, context);

        var expected =
                List.of(
                        new BatchItemFailure("m2"),
                        new BatchItemFailure("m3"),
                        new BatchItemFailure("m4"));
        assertEquals(expected, response.getBatchItemFailures());
        assertEquals("ERROR Message m2 goes back: its body is no order", context.lines().get(1));
    }

    private static SQSEvent batch(SQSMessage... messages) {
        var event = new SQSEvent();
        event.setRecords(List.of(messages));
        return event;
    }

    private static SQSMessage message(String id, String body) {
        var message = new SQSMessage();
        message.setMessageId(id);
        message.setBody(body);
        return message;
    }
}
