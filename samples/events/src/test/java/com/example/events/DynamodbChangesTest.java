package com.example.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DynamodbChangesTest {

    private static final AttributeValue TEA = new AttributeValue("tea");

    private final LoggingContext context = new LoggingContext();

    @Test
    void attributes_that_are_as_before_are_left_out() {
        var change =
                change().withOldImage(Map.of("item", TEA, "stock", number("2"), "note", TEA))
                        .withNewImage(Map.of("item", TEA, "stock", number("1"), "sale", TEA));

        new DynamodbChanges().handleRequest(event("MODIFY", change), context);

        assertEquals(List.of("INFO MODIFY {item={S: tea,}}: [note, sale, stock]"), context.lines());
    }

    @Test
    void all_attributes_of_an_item_that_is_new_or_gone_have_changed() {
        var image = Map.of("item", TEA, "stock", number("2"));
        var added = change().withNewImage(image);
        var removed = change().withOldImage(image);

        new DynamodbChanges().handleRequest(event("INSERT", added), context);
        new DynamodbChanges().handleRequest(event("REMOVE", removed), context);

        assertEquals(
                List.of(
                        "INFO INSERT {item={S: tea,}}: [item, stock]",
                        "INFO REMOVE {item={S: tea,}}: [item, stock]"),
                context.lines());
    }

    private static StreamRecord change() {
        return new StreamRecord().withKeys(Map.of("item", TEA));
    }

    private static AttributeValue number(String digits) {
        return new AttributeValue().withN(digits);
    }

    private static DynamodbEvent event(String name, StreamRecord change) {
        var record = new DynamodbStreamRecord();
        record.setEventName(name);
        record.setDynamodb(change);
        var event = new DynamodbEvent();
        event.setRecords(List.of(record));
        return event;
    }
}
