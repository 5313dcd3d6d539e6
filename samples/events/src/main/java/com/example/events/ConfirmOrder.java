package com.example.events;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Takes an order, <code>{"item":"tea","quantity":2}</code>, and answers its confirmation. Whoever
 * sends orders as events gives each its number in the attribute {@code subject}; a caller without
 * one gets the request's id.
 */
public final class ConfirmOrder
        implements RequestHandler<Map<String, Object>, Map<String, Object>> {

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> order, Context context) {
        if (!(order.get("item") instanceof String item)
                || !(order.get("quantity") instanceof Number quantity)) {
            throw new IllegalArgumentException("The order has no item or no quantity");
        }
        String number =
                attributes(context.getClientContext())
                        .getOrDefault("subject", context.getAwsRequestId());
        String line = "Order %s: %s of %s%n".formatted(number, quantity, item);
        context.getLogger().log(line, LogLevel.INFO);
        Map<String, Object> confirmation = new LinkedHashMap<>();
        confirmation.put("order", number);
        confirmation.put("item", item);
        confirmation.put("quantity", quantity);
        confirmation.put("confirmed", true);
        return confirmation;
    }

    /** Of the event that brought the order. */
    private static Map<String, String> attributes(ClientContext client) {
        return client == null || client.getCustom() == null ? Map.of() : client.getCustom();
    }
}
