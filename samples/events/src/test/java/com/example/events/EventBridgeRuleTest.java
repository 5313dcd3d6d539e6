package com.example.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventBridgeRuleTest {

    private final LoggingContext context = new LoggingContext();

    @Test
    void the_event_is_logged_without_the_values_of_its_detail() {
        var event =
                new ScheduledEvent()
                        .withId("7bf73129")
                        .withDetailType("OrderPaid")
                        .withSource("com.example.shop")
                        .withResources(List.of("order/42"))
                        .withDetail(Map.of("total", 12.5, "card", "4111"));

        var answer = new EventBridgeRule().handleRequest(event, context);

        assertEquals("7bf73129", answer);
        assertEquals(
                List.of(
                        "INFO OrderPaid from com.example.shop at null about [order/42]"
                                + " with [card, total]"),
                context.lines());
    }

    @Test
    void an_event_without_detail_is_logged_too() {
        var event = new ScheduledEvent().withDetailType("Scheduled Event").withSource("aws.events");

        new EventBridgeRule().handleRequest(event, context);

        assertEquals(
                List.of("INFO Scheduled Event from aws.events at null about null with []"),
                context.lines());
    }
}
