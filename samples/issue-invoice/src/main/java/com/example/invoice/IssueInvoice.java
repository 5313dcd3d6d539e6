package com.example.invoice;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Makes of an order's event, with the data <code>{"item":"tea","quantity":2,"price":3.50}</code>
 * and the extension {@code currency}, the event of its invoice, whose data is text. It takes all
 * attributes of the answer into its own hands; only events of orders get one.
 */
public final class IssueInvoice implements RequestHandler<CloudEvent, CloudEvent> {

    private static final String ORDER = "com.example.order.placed";
    private static final String INVOICE = "com.example.invoice.issued";

    private final ObjectMapper json =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    @Override
    public CloudEvent handleRequest(CloudEvent event, Context context) {
        if (!event.getType().equals(ORDER)) {
            return null;
        }
        Order order = order(event);
        String line =
                "%d × %s: %s %s"
                        .formatted(
                                order.quantity(),
                                order.item(),
                                order.total(),
                                event.getExtension("currency"));
        return CloudEventBuilder.v1()
                // The same again for an order that comes again, so that no one pays twice.
                .withId("invoice-" + event.getId())
                .withSource(URI.create("/invoices"))
                .withType(INVOICE)
                .withSubject(event.getSubject())
                .withData("text/plain; charset=utf-8", line.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private Order order(CloudEvent event) {
        if (event.getData() == null) {
            throw new IllegalArgumentException("The order's event has no data");
        }
        try {
            return json.readValue(event.getData().toBytes(), Order.class);
        } catch (IOException e) {
            throw new UncheckedIOException("The data of the order's event is no order", e);
        }
    }

    private record Order(String item, int quantity, BigDecimal price) {

        BigDecimal total() {
            return price.multiply(BigDecimal.valueOf(quantity)).setScale(2, RoundingMode.HALF_UP);
        }
    }
}
