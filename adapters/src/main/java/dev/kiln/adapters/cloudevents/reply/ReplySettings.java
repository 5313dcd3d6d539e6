package dev.kiln.adapters.cloudevents.reply;

import dev.kiln.adapters.SettingText;
import dev.kiln.adapters.cloudevents.EventRules;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What replies look like, and when there are any.
 *
 * @param functionArn part of every reply's id
 * @param type empty: {@link #DEFAULT_TYPE}, and not for senders that pass replies on; "": data
 *     never becomes an event
 * @param source a URI reference
 * @param subjectOfRequest whether a reply without a subject of its own has the request's
 * @param dataschema a URI
 * @param resultsAreEvents whether results are events in JSON format themselves, not data
 * @param extensions from those of requests to those of replies that get their values
 * @param loops whether a reply may have the request's type and source
 * @param klr structured replies always, with text for results that are no arrays or objects
 * @param batchItemFailures whether results tell which records failed; empty: if their type says so
 */
public record ReplySettings(
        String functionArn,
        Optional<String> type,
        String source,
        Optional<String> subject,
        boolean subjectOfRequest,
        Optional<String> dataschema,
        boolean resultsAreEvents,
        Map<String, String> extensions,
        boolean loops,
        boolean klr,
        Optional<Boolean> batchItemFailures) {

    /** The type of replies that people see who send events by hand. */
    public static final String DEFAULT_TYPE = "dev.kiln.function.result";

    private static final String KLR_TYPE = "ce.klr.triggermesh.io";
    private static final String KLR_SOURCE = "knative-lambda-runtime";

    private static final List<String> TRACE = List.of("traceparent", "tracestate");

    /** What Knative's RequestReply finds its replies by. */
    private static final Map<String, String> CORRELATION = Map.of("correlationid", "replyid");

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
        var text = new SettingText(setting);
        var klr = text.flag("klr", false);
        var type = setting.apply("reply-type").map(String::trim);
        return new ReplySettings(
                functionArn,
                type.isEmpty() && klr ? Optional.of(KLR_TYPE) : type,
                uri(setting, "reply-source")
                        .orElse(klr ? KLR_SOURCE : source(functionArn, namespace, service)),
                setting.apply("reply-subject").filter(value -> !value.isBlank()),
                text.flag("reply-subject-of-request", false),
                uri(setting, "reply-dataschema"),
                text.flag("reply-mode", "data", "event"),
                extensions(text, setting.apply("reply-correlation").isPresent()),
                text.flag("reply-loops", "refuse", "allow"),
                klr,
                setting.apply("report-batch-item-failures")
                        .map(_ -> text.flag("report-batch-item-failures", false)));
    }

    /** Whether results of this shape tell which records failed, see {@link BatchItemFailures}. */
    public boolean reportsBatchItemFailures(ResultShape shape) {
        return batchItemFailures.orElse(shape.isBatchResponse());
    }

    /** Whether a broker sets this extension for its own purposes, event by event. */
    static boolean isOfBroker(String extension) {
        return extension.equals("knativearrivaltime")
                || extension.equals("knativebrokerttl")
                || extension.startsWith("knativeerror");
    }

    private static String source(
            String functionArn, Optional<String> namespace, Optional<String> service) {
        return namespace.isPresent() && service.isPresent()
                ? "/apis/v1/namespaces/" + namespace.get() + "/services/" + service.get()
                : functionArn;
    }

    private static Optional<String> uri(Function<String, Optional<String>> setting, String name) {
        var value = setting.apply(name).map(String::trim).filter(text -> !text.isEmpty());
        if (value.isPresent() && !EventRules.isUriReference(value.get())) {
            throw SettingText.invalid(
                    name, value.get(), "it is a URI reference such as /orders or urn:orders");
        }
        return value;
    }

    private static Map<String, String> extensions(SettingText text, boolean ownCorrelation) {
        var extensions = new LinkedHashMap<String, String>();
        for (var name : TRACE) {
            extensions.put(name, name);
        }
        var correlation = ownCorrelation ? text.pairs("reply-correlation") : CORRELATION;
        for (var pair : correlation.entrySet()) {
            requireExtension("reply-correlation", pair.getKey());
            requireExtension("reply-correlation", pair.getValue());
            extensions.put(pair.getKey(), pair.getValue());
        }
        for (var name : text.list("reply-extensions", List.of())) {
            requireExtension("reply-extensions", name);
            extensions.putIfAbsent(name, name);
        }
        return Collections.unmodifiableMap(extensions);
    }

    private static void requireExtension(String setting, String name) {
        if (!EventRules.isExtension(name)) {
            throw SettingText.invalid(
                    setting,
                    name,
                    "an extension is named with lower-case letters and digits, unlike CloudEvents'"
                            + " own attributes");
        }
        if (isOfBroker(name)) {
            throw SettingText.invalid(setting, name, "brokers set it anew for every event");
        }
    }
}
