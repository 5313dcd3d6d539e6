package com.example.events;

import com.amazonaws.services.lambda.runtime.Context;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** One method for each behaviour that a case of events names. */
public class EventHandlers {

    /** What a number is bound to. */
    public static class Numbered {
        public int n;
    }

    public Object echo(Map<String, Object> event, Context context) {
        Seen.input(event, context);
        return event;
    }

    public Object custom(Map<String, Object> event, Context context) {
        Seen.input(event, context);
        return context.getClientContext().getCustom();
    }

    public Object returned(Map<String, Object> event, Context context) {
        Seen.input(event, context);
        return Seen.returned();
    }

    public Object failing(Map<String, Object> event, Context context) {
        Seen.input(event, context);
        throw new RuntimeException("boom");
    }

    public Object sleeping(Map<String, Object> event, Context context) throws InterruptedException {
        Seen.input(event, context);
        Thread.sleep(Duration.ofSeconds(2));
        return event;
    }

    public Object waiting(Map<String, Object> event, Context context) throws InterruptedException {
        Seen.input(event, context);
        Seen.await();
        return event;
    }

    public Object number(Numbered event, Context context) {
        Seen.call(context);
        return event.n;
    }

    public Object cloudEvent(CloudEvent event, Context context) {
        var seen = new HashMap<String, Object>();
        for (var name : event.getAttributeNames()) {
            seen.put(name, String.valueOf(event.getAttribute(name)));
        }
        for (var name : event.getExtensionNames()) {
            seen.put("extension." + name, String.valueOf(event.getExtension(name)));
        }
        if (event.getData() != null) {
            seen.put("data", new String(event.getData().toBytes(), StandardCharsets.UTF_8));
        }
        Seen.input(seen, context);
        return null;
    }
}
