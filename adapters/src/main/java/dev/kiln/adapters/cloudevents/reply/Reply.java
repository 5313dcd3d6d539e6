package dev.kiln.adapters.cloudevents.reply;

import dev.kiln.adapters.cloudevents.CloudEvent;
import dev.kiln.adapters.cloudevents.ContentMode;

/** What goes out for a result. */
public sealed interface Reply {

    /**
     * An event.
     *
     * @param mode binary or structured
     */
    record Event(CloudEvent event, ContentMode mode) implements Reply {}

    /** Only that the event is done. */
    record Nothing(Reason reason) implements Reply {}

    /** Why nothing goes out. */
    enum Reason {
        /** The handler returns nothing, or only which records of a batch failed. */
        NO_RESULT,
        /**
         * There is a result, but nobody configured a type for it and a sender who would take any
         * event for a reply did not ask for this one; or the configured type is empty; or the
         * request is a batch, for which there can be no reply.
         */
        NOT_ASKED_FOR,
        /** The reply has the type and the source of the request: it might come back for ever. */
        LOOP
    }
}
