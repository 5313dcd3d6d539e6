package com.example.invoice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class IssueInvoiceTest {

    private final IssueInvoice function = new IssueInvoice();

    @Test
    void the_invoice_of_an_order_is_an_event_about_it() {
        var order = order("{\"item\":\"thé\",\"quantity\":3,\"price\":3.505}");

        var invoice = function.handleRequest(order, null);

        assertEquals("com.example.invoice.issued", invoice.getType());
        assertEquals("42", invoice.getSubject());
        assertEquals(
                "3 × thé: 10.52 EUR",
                new String(invoice.getData().toBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void an_order_that_comes_again_gets_the_same_invoice() {
        var order = order("{\"item\":\"tea\",\"quantity\":1,\"price\":1}");

        assertEquals(function.handleRequest(order, null), function.handleRequest(order, null));
    }

    @Test
    void other_events_get_no_answer() {
        var event = CloudEventBuilder.from(order("{}")).withType("com.example.ping").build();

        assertNull(function.handleRequest(event, null));
    }

    @Test
    void data_that_is_no_order_is_an_error() {
        var empty = CloudEventBuilder.from(order("{}")).withoutData().build();

        assertThrows(RuntimeException.class, () -> function.handleRequest(order("tea"), null));
        assertThrows(RuntimeException.class, () -> function.handleRequest(empty, null));
    }

    private static CloudEvent order(String data) {
        return CloudEventBuilder.v1()
                .withId("e1")
                .withSource(URI.create("/shop"))
                .withType("com.example.order.placed")
                .withSubject("42")
                .withExtension("currency", "EUR")
                .withData("application/json", data.getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
