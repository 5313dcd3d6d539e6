package dev.kiln.conformance.table;

import dev.kiln.conformance.Answer;
import dev.kiln.conformance.Recording;
import dev.kiln.runtime.Outcome.FunctionError;
import dev.kiln.runtime.Outcome.Succeeded;
import dev.kiln.runtime.Outcome.Throttled;
import dev.kiln.runtime.Outcome.TimedOut;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Writes a recording as the table would have kept it. */
public final class TableForm {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int LONGEST_STACK = 12;
    private static final int KEPT_OF_A_LONG_STACK = 6;
    private static final int LONGEST_MESSAGE = 500;

    private final LambdaCase lambdaCase;
    private final String taskRoot;

    public TableForm(LambdaCase lambdaCase, Path taskRoot) {
        this.lambdaCase = lambdaCase;
        this.taskRoot = taskRoot.toString();
    }

    public ObjectNode of(Recording recording) {
        var form = JSON.objectNode();
        var outcomes = form.putArray("outcomes");
        recording.answers().forEach(answer -> outcomes.add(outcome(answer)));
        form.set(
                "exit",
                recording.exitStatus().isPresent()
                        ? JSON.numberNode(recording.exitStatus().getAsInt())
                        : JSON.nullNode());
        var logs = new LogText(lambdaCase.id(), taskRoot);
        form.put("stdout", logs.output(recording.output()));
        var errors = logs.errorOutput(recording.errorOutput());
        if (!errors.isEmpty()) {
            form.put("stderr", errors);
        }
        return form;
    }

    private ObjectNode outcome(Answer answer) {
        var form =
                switch (answer.outcome()) {
                    case Succeeded(var result) -> response(answer, result);
                    case FunctionError error -> error(answer, error);
                    case TimedOut(var limit) -> JSON.objectNode().put("timedOut", limit.toString());
                    case Throttled _ -> JSON.objectNode().put("throttled", answer.path());
                };
        return (ObjectNode) withoutWhatVaries(form);
    }

    private ObjectNode response(Answer answer, byte[] result) {
        var form = JSON.objectNode();
        form.put("id", Path.of(answer.path()).getName(1).toString());
        if (!answer.accepted()) {
            form.put("status", 413);
        }
        if (lambdaCase.keepsLengthsOnly()) {
            return form.put("bytes", result.length);
        }
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(result));
            return form.put("text", text.toString());
        } catch (CharacterCodingException notText) {
            return form.put("base64", Base64.getEncoder().encodeToString(result));
        }
    }

    private static ObjectNode error(Answer answer, FunctionError error) {
        var form = JSON.objectNode();
        form.put("path", answer.path());
        form.put("functionErrorType", error.functionErrorType());
        var report = (ObjectNode) JsonMapper.shared().readTree(error.error());
        var fields = form.putArray("fieldsInOrder");
        report.propertyNames().forEach(fields::add);
        shorten(report, "stackTrace", "stackTraceLength", "errorMessage");
        form.set("error", report);
        error.xrayCause().ifPresent(text -> form.set("xrayCause", cause(text)));
        return form;
    }

    private static ObjectNode cause(String text) {
        var cause = (ObjectNode) JsonMapper.shared().readTree(text);
        for (var exception : cause.withArray("exceptions")) {
            shorten((ObjectNode) exception, "stack", "stackLength", "message");
        }
        var paths =
                cause.withArray("paths")
                        .valueStream()
                        .sorted(Comparator.comparing(JsonNode::asString))
                        .toList();
        cause.putArray("paths").addAll(paths);
        return cause;
    }

    private static void shorten(ObjectNode of, String stack, String length, String message) {
        if (of.get(stack) instanceof ArrayNode frames && frames.size() > LONGEST_STACK) {
            of.put(length, frames.size());
            var kept = frames.valueStream().limit(KEPT_OF_A_LONG_STACK).toList();
            of.putArray(stack).addAll(kept);
        }
        if (of.get(message) instanceof StringNode text) {
            of.put(message, LogText.shorten(text.asString(), LONGEST_MESSAGE));
        }
    }

    private JsonNode withoutWhatVaries(JsonNode node) {
        return switch (node) {
            case StringNode text ->
                    JSON.stringNode(LogText.identities(text.asString().replace(taskRoot, "ROOT")));
            case ArrayNode array -> {
                var copy = JSON.arrayNode();
                array.forEach(element -> copy.add(withoutWhatVaries(element)));
                yield copy;
            }
            case ObjectNode object -> {
                var copy = JSON.objectNode();
                object.properties()
                        .forEach(p -> copy.set(p.getKey(), withoutWhatVaries(p.getValue())));
                yield copy;
            }
            default -> node;
        };
    }
}
