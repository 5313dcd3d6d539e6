package com.example.events;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.util.Map;
import java.util.TreeSet;

/** Logs the events of an EventBridge rule, a schedule or a pattern; answers the event's id. */
public final class EventBridgeRule implements RequestHandler<ScheduledEvent, String> {

    @Override
    public String handleRequest(ScheduledEvent event, Context context) {
        Map<String, Object> detail = event.getDetail() == null ? Map.of() : event.getDetail();
        String line =
                "%s from %s at %s about %s with %s%n"
                        .formatted(
                                event.getDetailType(),
                                event.getSource(),
                                event.getTime(),
                                event.getResources(),
                                new TreeSet<>(detail.keySet()));
        context.getLogger().log(line, LogLevel.INFO);
        return event.getId();
    }
}
