package dev.kiln.conformance.table;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where Kiln means to answer otherwise than AWS's client did, case by case: because a host keeps
 * running where the client's process ends, because the service and not the client has the last
 * word, or because a literal copy would do harm.
 */
public final class HostDecisions {

    /** Cases without a counterpart in Kiln, and why. */
    public static final Map<String, String> NOT_APPLICABLE =
            Map.ofEntries(
                    entry("next-fails", "Kiln asks no Runtime API for its invocations"),
                    entry("concurrent-next-fails", "Kiln asks no Runtime API for its invocations"),
                    entry("next-without-type", "Kiln asks no Runtime API for its invocations"),
                    entry(
                            "method-streamOrPojo",
                            "A tie: the order in which this JVM happens to list methods decides"));

    /** AWS's client ends before it reports anything; Kiln does not start such a function either. */
    public static final Set<String> REFUSED_SETTINGS =
            Set.of(
                    "init-log-format-bad",
                    "init-log-level-bad",
                    "init-memory-bad",
                    "concurrent-bad");

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final Map<String, UnaryOperator<ObjectNode>> DECISIONS =
            Map.ofEntries(
                    // The process ends with the report: each caller gets it, and each time
                    // initialisation is tried again.
                    entry("init-CtorThrows", e -> eachTryFails(e, 2)),
                    entry("init-CtorThrowsChecked", e -> eachTryFails(e, 2)),
                    entry("init-CtorThrowsError", e -> eachTryFails(e, 2)),
                    entry("init-StaticThrows", e -> eachTryFails(e, 2)),
                    entry("init-StaticThrowsError", e -> eachTryFails(e, 2)),
                    entry("init-MissingParent", e -> eachTryFails(e, 2)),
                    entry("init-method-ctor", e -> eachTryFails(e, 1)),
                    entry("init-ctor-json", e -> eachTryFails(e, 1)),
                    entry("init-CtorExits", e -> exits(e, 7, true)),
                    // The process ends after its answer: the next caller gets a new environment.
                    entry("fault-oom", HostDecisions::nextCallerIsServed),
                    entry("fault-stackoverflow", HostDecisions::nextCallerIsServed),
                    entry("fault-internal", HostDecisions::nextCallerIsServed),
                    entry("fault-ioerror", HostDecisions::nextCallerIsServed),
                    // The process ends without an answer: the service has words for it.
                    entry("fault-exit0", e -> exits(e, 0, false)),
                    entry("fault-exit3", e -> exits(e, 3, false)),
                    entry("fault-halt", e -> exits(e, 4, false)),
                    entry("fault-messagethrows", e -> exits(e, 1, false)),
                    // The service answers a response over the limit, not the function's runtime.
                    entry("response-refused", HostDecisions::resultTooLarge),
                    // Harm to the next caller.
                    entry("fault-interrupt-throw", e -> text(e, 1, "\"interrupted=false\"")),
                    entry("stream-retained", e -> text(e, 1, " same=false old=req-1")),
                    // Records are read, as AWS's client 2.8.7 does.
                    entry(
                            "record-in",
                            e ->
                                    withoutOutput(
                                            text(
                                                    text(e, 0, "\"Point[x=1, y=2, label=l]\""),
                                                    1,
                                                    "\"Point[x=1, y=0, label=null]\""))),
                    // The user's class is named, not one of the runtime's own.
                    entry("method-iface-empty", HostDecisions::namesTheInterface),
                    // Never a wrapped remaining time: the function's timeout limits the deadline.
                    entry("context-deadline-far", HostDecisions::saturatesTheDeadline),
                    // Without a descriptor for frames the log goes to standard output.
                    entry("log-framed", HostDecisions::logsToStandardOutput),
                    // No checkpoint is taken, so that no hooks run.
                    entry("snap", HostDecisions::runsNoHooks),
                    entry("snap-before-fails", HostDecisions::runsNoHooks),
                    entry("snap-after-fails", HostDecisions::runsNoHooks),
                    entry("snap-noncompat", HostDecisions::runsNoHooks),
                    // A record never merges with the next one of another thread.
                    entry("concurrent-oom", HostDecisions::endsTheFirstLine),
                    entry("concurrent-init-fatal", HostDecisions::endsTheFirstLine),
                    entry("concurrent-init-missing", HostDecisions::endsTheFirstLine),
                    // Names that Kiln gives where the environment says nothing.
                    entry("context-missing", HostDecisions::defaultNames));

    private HostDecisions() {}

    /** What Kiln is to answer. */
    public static ObjectNode expected(LambdaCase lambdaCase) {
        var expected = lambdaCase.expected();
        var decision = DECISIONS.get(lambdaCase.id());
        return decision == null ? expected : decision.apply(expected);
    }

    private static ObjectNode eachTryFails(ObjectNode expected, int callers) {
        var error = (ObjectNode) expected.get("outcomes").get(0);
        var outcomes = expected.putArray("outcomes");
        for (var i = 1; i <= callers; i++) {
            outcomes.add(error.deepCopy().put("path", "invocation/req-" + i + "/error"));
        }
        // Once at the start, and once more for each caller.
        var tries = 1 + callers;
        return expected.put("stdout", expected.get("stdout").asString().repeat(tries));
    }

    private static ObjectNode endsTheFirstLine(ObjectNode expected) {
        var output = expected.get("stdout").asString();
        return expected.put("stdout", output.replace(" handler threads.", " handler threads.\n"));
    }

    private static ObjectNode nextCallerIsServed(ObjectNode expected) {
        expected.withArray("outcomes").add(noFault());
        return expected;
    }

    private static ObjectNode exits(ObjectNode expected, int status, boolean always) {
        var outcomes = expected.putArray("outcomes");
        outcomes.add(exit("req-1", status));
        outcomes.add(always ? exit("req-2", status) : noFault());
        return expected;
    }

    private static ObjectNode exit(String requestId, int status) {
        var reason =
                status == 0
                        ? "Runtime exited without providing a reason"
                        : "Runtime exited with error: exit status " + status;
        return error(
                requestId,
                "Runtime.ExitError",
                List.of("errorType", "errorMessage"),
                "RequestId: " + requestId + " Error: " + reason);
    }

    private static ObjectNode resultTooLarge(ObjectNode expected) {
        expected.putArray("outcomes")
                .add(
                        error(
                                "req-1",
                                "Function.ResponseSizeTooLarge",
                                List.of("errorMessage", "errorType"),
                                "Response payload size exceeded maximum allowed payload size (6393856 bytes)."));
        return withoutOutput(expected);
    }

    private static ObjectNode error(
            String requestId, String type, List<String> fields, String message) {
        var outcome = JSON.objectNode();
        outcome.put("path", "invocation/" + requestId + "/error");
        outcome.put("functionErrorType", type);
        var inOrder = outcome.putArray("fieldsInOrder");
        fields.forEach(inOrder::add);
        var error = outcome.putObject("error");
        fields.forEach(field -> error.put(field, field.equals("errorType") ? type : message));
        return outcome;
    }

    private static ObjectNode noFault() {
        return JSON.objectNode().put("id", "req-2").put("text", "\"no fault: again\"");
    }

    private static ObjectNode text(ObjectNode expected, int index, String text) {
        var outcome = JSON.objectNode().put("id", "req-" + (index + 1)).put("text", text);
        expected.withArray("outcomes").set(index, outcome);
        return expected;
    }

    private static ObjectNode withoutOutput(ObjectNode expected) {
        return expected.put("stdout", "");
    }

    private static ObjectNode namesTheInterface(ObjectNode expected) {
        var message =
                "No public method named go with appropriate method signature found on class oracle.Methods$Empty";
        var error = (ObjectNode) expected.get("outcomes").get(0).get("error");
        error.put("errorMessage", message);
        return expected.put("stdout", message + "\n");
    }

    private static ObjectNode saturatesTheDeadline(ObjectNode expected) {
        for (var index : List.of(0, 1, 2)) {
            var context = expected.get("outcomes").get(index).get("text").asString();
            text(
                    expected,
                    index,
                    context.replaceAll("\"remaining\":\"[^\"]*\"", "\"remaining\":\"within 3 s\""));
        }
        return expected;
    }

    private static ObjectNode logsToStandardOutput(ObjectNode expected) {
        var frames = expected.remove("frames");
        var logged = new StringBuilder();
        frames.forEach(frame -> logged.append(frame.get("text").asString()));
        return expected.put("stdout", logged + expected.get("stdout").asString());
    }

    private static ObjectNode runsNoHooks(ObjectNode expected) {
        expected.putArray("outcomes").add(JSON.objectNode().put("id", "req-1").put("text", "\"\""));
        return withoutOutput(expected);
    }

    private static ObjectNode defaultNames(ObjectNode expected) {
        var context = expected.get("outcomes").get(0).get("text").asString();
        var named =
                Map.of(
                        "functionName", "\"<Dump>\"",
                        "functionVersion", "\"<$LATEST>\"",
                        "logGroupName", "\"</aws/lambda/Dump>\"",
                        "logStreamName", "\"<DAY/[$LATEST]HEX>\"",
                        "memoryLimitInMB", "MEGABYTES",
                        "remaining", "\"within 3 s\"");
        for (var name : named.entrySet()) {
            context =
                    context.replaceFirst(
                            "\"%s\":(\"[^\"]*\"|\\d+)".formatted(name.getKey()),
                            Matcher.quoteReplacement(
                                    "\"%s\":%s".formatted(name.getKey(), name.getValue())));
        }
        return text(expected, 0, context);
    }
}
