package dev.kiln.runtime;

/**
 * Where an invocation stands in a trace. Its span is made when it has ended, but what the function
 * calls meanwhile is to be below it: so its id is chosen before.
 *
 * @param traceId 32 hexadecimal digits
 * @param parentId of the span above, 16 such digits
 * @param spanId of the invocation's own span
 * @param sampled whether any of it is recorded
 * @param trigger value of {@code faas.trigger}: {@code http} where a gateway stands in front,
 *     {@code pubsub} for events, {@code other} for the Invoke API
 */
public record InvocationTrace(
        String traceId, String parentId, String spanId, boolean sampled, String trigger) {

    /** A further invocation for the same request. */
    public InvocationTrace beside(String otherId) {
        return new InvocationTrace(traceId, parentId, otherId, sampled, trigger);
    }

    /** A further invocation that this one causes. */
    public InvocationTrace below(String childId) {
        return new InvocationTrace(traceId, spanId, childId, sampled, "other");
    }
}
