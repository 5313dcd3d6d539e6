package dev.kiln.adapters.cloudevents.reply;

import java.util.Set;

/** What a handler's declared result says of its results. */
public enum ResultShape {
    /** An event, in JSON. */
    CLOUDEVENT,
    /** Which messages of a batch failed. */
    SQS_BATCH_RESPONSE,
    /** Up to which record of a stream all went well. */
    STREAMS_RESPONSE,
    /** Whatever bytes the handler writes. */
    STREAM,
    /** JSON. */
    VALUE;

    private static final String EVENTS = "com.amazonaws.services.lambda.runtime.events.";

    /**
     * @param resultTypes as in {@link dev.kiln.adapters.HandlerInput#resultTypes()}
     */
    public static ResultShape of(Set<String> resultTypes) {
        if (resultTypes.contains("io.cloudevents.CloudEvent")) {
            return CLOUDEVENT;
        }
        if (resultTypes.contains(EVENTS + "SQSBatchResponse")) {
            return SQS_BATCH_RESPONSE;
        }
        if (resultTypes.contains(EVENTS + "StreamsEventResponse")) {
            return STREAMS_RESPONSE;
        }
        return resultTypes.contains("java.io.OutputStream") ? STREAM : VALUE;
    }

    /** Whether such a result is about records, and never an event. */
    public boolean isBatchResponse() {
        return this == SQS_BATCH_RESPONSE || this == STREAMS_RESPONSE;
    }
}
