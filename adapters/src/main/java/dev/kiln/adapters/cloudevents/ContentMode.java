package dev.kiln.adapters.cloudevents;

/** How an event travels by HTTP, by the CloudEvents HTTP binding, section 3. */
public enum ContentMode {
    /** Attributes in headers, data in the body. */
    BINARY,
    /** All of the event in the body. */
    STRUCTURED,
    /** Several events in the body. */
    BATCHED
}
