package com.example.events;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Logs which attributes of a table's items have changed. */
public final class DynamodbChanges implements RequestHandler<DynamodbEvent, Void> {

    @Override
    public Void handleRequest(DynamodbEvent event, Context context) {
        for (DynamodbStreamRecord record : event.getRecords()) {
            StreamRecord change = record.getDynamodb();
            String line =
                    "%s %s: %s%n"
                            .formatted(
                                    record.getEventName(),
                                    change.getKeys(),
                                    changed(change.getOldImage(), change.getNewImage()));
            context.getLogger().log(line, LogLevel.INFO);
        }
        return null;
    }

    /** An item that is new or gone has one image alone: all its attributes have changed. */
    private static Set<String> changed(
            Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        Map<String, AttributeValue> old = before == null ? Map.of() : before;
        Map<String, AttributeValue> now = after == null ? Map.of() : after;
        Set<String> names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        names.removeIf(name -> Objects.equals(old.get(name), now.get(name)));
        return names;
    }
}
