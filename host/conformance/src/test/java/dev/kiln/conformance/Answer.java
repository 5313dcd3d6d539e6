package dev.kiln.conformance;

import dev.kiln.runtime.Outcome;

/**
 * How a runtime answered one invocation, or that it could not start.
 *
 * @param path where AWS's client posts such an answer to, such as {@code invocation/7/response}
 * @param accepted false for a response that the Runtime API refused because of its size
 */
public record Answer(String path, Outcome outcome, boolean accepted) {

    public static Answer of(String path, Outcome outcome) {
        return new Answer(path, outcome, true);
    }
}
