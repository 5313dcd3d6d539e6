package dev.kiln.conformance;

import java.util.List;
import java.util.OptionalInt;

/**
 * Everything that came out of a function.
 *
 * @param answers in the order in which they were given
 * @param output all of standard output, where Lambda's logger writes too
 * @param errorOutput all of standard error
 * @param logMarks how much of both was written before each invocation, where the subject can tell
 * @param exitStatus if the process ended by itself
 */
public record Recording(
        List<Answer> answers,
        byte[] output,
        byte[] errorOutput,
        List<LogMark> logMarks,
        OptionalInt exitStatus) {

    /**
     * @param output bytes of standard output
     * @param errorOutput bytes of standard error
     */
    public record LogMark(long output, long errorOutput) {}
}
