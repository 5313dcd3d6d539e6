package dev.kiln.adapters.cloudevents.reply;

import dev.kiln.adapters.cloudevents.CloudEvent;
import java.util.List;

/**
 * Reads {@code {"batchItemFailures":[{"itemIdentifier":"…"}]}} as Lambda does. No list, an empty
 * one and no result at all are success; what cannot be understood, or names an unknown record,
 * means that everything failed.
 */
public final class BatchItemFailures {

    private BatchItemFailures() {}

    /**
     * Of messages: exactly those that are named.
     *
     * @param recordIds of the records in the handler's event; where they are as many as the events,
     *     they are in the same order, else a failure of one is a failure of all
     * @param events from which the handler's event was made
     * @return those to send again; empty if all went well
     */
    public static List<CloudEvent> ofMessages(
            byte[] result, List<String> recordIds, List<CloudEvent> events) {
        return later();
    }

    /**
     * Of a stream: the first that is named and all behind it, which the handler may never have
     * looked at.
     *
     * @see #ofMessages
     */
    public static List<CloudEvent> ofStream(
            byte[] result, List<String> recordIds, List<CloudEvent> events) {
        return later();
    }

    private static List<CloudEvent> later() {
        throw new UnsupportedOperationException();
    }
}
