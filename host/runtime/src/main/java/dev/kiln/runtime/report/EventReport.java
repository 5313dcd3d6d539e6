package dev.kiln.runtime.report;

import java.time.Duration;

/**
 * What became of an event that was sent to a function.
 *
 * @param mapping what it was to become for the handler; {@code none} if it was refused before that
 *     was known
 * @param type of the event, cut to 256 characters; empty if it has none
 * @param source likewise
 * @param took from the whole request to what became of it
 */
public record EventReport(
        String function, String mapping, String type, String source, Result result, Duration took)
        implements Report {

    private static final int MOST_CHARACTERS = 256;

    public EventReport {
        type = cut(type);
        source = cut(source);
    }

    // What is kept must not grow with what is sent.
    private static String cut(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
    }

    /** What became of it. */
    public enum Result {
        /** Done, and there is nothing to say. */
        ACCEPTED,
        /** Done; the result is the answer. */
        REPLIED,
        /** Done; the sink has taken the result. */
        SENT,
        /** Done; there is a result, and nobody who asked for it. */
        REPLY_DROPPED,
        /** Done; the result might come back as the same event for ever, and was held back. */
        REPLY_LOOP,
        /** It had been done before. */
        DUPLICATE,
        /** It is being done. */
        DUPLICATE_RUNNING,
        /** It has come through too many functions. */
        TOO_MANY_HOPS,
        MALFORMED,
        TOO_LARGE,
        UNAUTHENTICATED,
        FORBIDDEN,
        /** It cannot become what the handler takes. */
        UNMAPPABLE,
        /** The function's serializer cannot make the handler's input of it. */
        UNBINDABLE,
        /** The handler failed, or said that this record did, or its result is no event. */
        FAILED,
        TIMED_OUT,
        THROTTLED,
        /** The function cannot be initialised. */
        UNAVAILABLE,
        /** The handler is done; the sink has not taken the result. */
        SINK_FAILED,
        /** Its sender went away before it was done. */
        GIVEN_UP;

        /** Whether the handler is done with it, and its sender need not send it again. */
        public boolean isSuccess() {
            return switch (this) {
                case ACCEPTED, REPLIED, SENT, REPLY_DROPPED, REPLY_LOOP -> true;
                default -> false;
            };
        }

        /** Whether it was for the function, and its sender has to send it again. */
        public boolean isFailure() {
            return switch (this) {
                case UNBINDABLE, FAILED, TIMED_OUT, THROTTLED, UNAVAILABLE, SINK_FAILED -> true;
                default -> false;
            };
        }
    }
}
