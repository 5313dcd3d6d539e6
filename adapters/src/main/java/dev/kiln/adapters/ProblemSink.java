package dev.kiln.adapters;

/** Hears what is wrong with a function's result: it belongs into the log, never to the client. */
@FunctionalInterface
public interface ProblemSink {

    /**
     * @param problem one sentence for people, without any of the payload's values except header
     *     names and keys
     */
    void report(String invocationId, String problem);
}
