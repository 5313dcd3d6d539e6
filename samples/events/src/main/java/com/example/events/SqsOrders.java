package com.example.events;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes orders, {@code {"item":"tea","quantity":2}}, from a queue, and gives those back that it
 * cannot read; SQS delivers only these again.
 */
public final class SqsOrders implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private final ObjectMapper json =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        LambdaLogger logger = context.getLogger();
        List<BatchItemFailure> failures = new ArrayList<>();
        for (SQSMessage message : event.getRecords()) {
            try {
                Order order = order(message.getBody());
                logger.log(
                        "Message %s orders %d of %s%n"
                                .formatted(message.getMessageId(), order.quantity(), order.item()),
                        LogLevel.INFO);
            } catch (IllegalArgumentException e) {
                logger.log(
                        "Message %s goes back: %s%n"
                                .formatted(message.getMessageId(), e.getMessage()),
                        LogLevel.ERROR);
                failures.add(new BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failures);
    }

    private Order order(String body) {
        Order order;
        try {
            order = json.readValue(body, Order.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("its body is no order", e);
        }
        if (order == null || order.item() == null || order.quantity() < 1) {
            throw new IllegalArgumentException("its order has no item or no quantity");
        }
        return order;
    }

    private record Order(String item, int quantity) {}
}
