package dev.kiln.adapters.cloudevents.reply;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What replies look like, and when there are any.
 *
 * @param functionArn part of every reply's id
 * @param type none: the default one, and only for senders who could not take it for a reply that
 *     somebody wants; "": no results become events
 * @param source a URI reference
 * @param subjectOfRequest whether a reply without a subject of its own has the request's
 * @param dataschema a URI
 * @param resultsAreEvents whether results are structured events themselves, not data
 * @param extensions of requests that replies have too, beside {@code traceparent} and {@code
 *     tracestate}
 * @param correlation from an extension of requests to the one of replies that gets its value
 * @param loops whether a reply may have the request's type and source
 * @param klr always reply, structured, with KLR's defaults, and with text for results that are no
 *     arrays or objects
 * @param reportsBatchItemFailures whether results tell which records failed; empty: if their type
 *     says so
 */
public record ReplySettings(
        String functionArn,
        Optional<String> type,
        String source,
        Optional<String> subject,
        boolean subjectOfRequest,
        Optional<String> dataschema,
        boolean resultsAreEvents,
        List<String> extensions,
        Map<String, String> correlation,
        boolean loops,
        boolean klr,
        Optional<Boolean> reportsBatchItemFailures) {

    /**
     * Reads {@code reply-type}, {@code reply-source}, {@code reply-subject}, {@code
     * reply-subject-of-request}, {@code reply-dataschema}, {@code reply-mode}, {@code
     * reply-extensions}, {@code reply-correlation}, {@code reply-loops}, {@code klr} and {@code
     * report-batch-item-failures}. An empty {@code reply-type} is not the same as none.
     *
     * @param setting from a name to its value
     * @param namespace of the Kubernetes service that this is
     * @param service its name
     * @throws IllegalArgumentException if a value cannot be meant; the message names setting, value
     *     and rule
     */
    public static ReplySettings read(
            Function<String, Optional<String>> setting,
            String functionArn,
            Optional<String> namespace,
            Optional<String> service) {
        return later();
    }

    /** Whether results of this shape tell which records failed, see {@link BatchItemFailures}. */
    public boolean reportsBatchItemFailures(ResultShape shape) {
        return reportsBatchItemFailures.orElse(shape.isBatchResponse());
    }

    private static ReplySettings later() {
        throw new UnsupportedOperationException();
    }
}
