package com.example.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfirmOrderTest {

    private static final Map<String, Object> ORDER = Map.of("item", "tea", "quantity", 2);

    @Test
    void an_order_is_confirmed_under_the_number_that_its_event_gives() {
        var context = new LoggingContext(Map.of("subject", "42", "id", "e1"));

        var confirmation = new ConfirmOrder().handleRequest(ORDER, context);

        assertEquals(
                Map.of("order", "42", "item", "tea", "quantity", 2, "confirmed", true),
                confirmation);
        assertEquals(List.of("INFO Order 42: 2 of tea"), context.lines());
    }

    @Test
    void an_order_that_comes_without_an_event_is_named_after_its_request() {
        var context = new LoggingContext();

        var confirmation = new ConfirmOrder().handleRequest(ORDER, context);

        assertEquals(context.getAwsRequestId(), confirmation.get("order"));
    }

    @Test
    void an_order_of_nothing_is_an_error() {
        var context = new LoggingContext();

        assertThrows(
                IllegalArgumentException.class,
                () -> new ConfirmOrder().handleRequest(Map.of("item", "tea"), context));
    }
}
