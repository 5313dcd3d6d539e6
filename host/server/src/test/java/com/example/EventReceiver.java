package com.example;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.Map;

/** A handler that answers with all that it has been told. */
public final class EventReceiver {

    private EventReceiver() {}

    /** The data, and the attributes of the event that they came with. */
    public static Map<String, Object> told(Object data, Context context) {
        return Map.of("data", data, "custom", context.getClientContext().getCustom());
    }
}
