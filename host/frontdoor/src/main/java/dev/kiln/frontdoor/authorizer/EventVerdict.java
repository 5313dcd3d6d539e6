package dev.kiln.frontdoor.authorizer;

import dev.kiln.adapters.Rejection;

/** Whether events of a sender are taken. */
public sealed interface EventVerdict {

    record Admitted() implements EventVerdict {}

    /**
     * Not now, nor when they are sent again: 401 or 403.
     *
     * @param message for the sender, and nothing of its token
     */
    record Refused(Rejection why, String message) implements EventVerdict {}

    /**
     * The sender's token could not be checked, which is no fault of its: 503, so that it tries
     * again.
     *
     * @param message for the sender
     */
    record Unknown(String message) implements EventVerdict {}
}
