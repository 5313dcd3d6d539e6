package dev.kiln.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kiln.conformance.Recording.LogMark;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.Outcome.FunctionError;
import dev.kiln.runtime.Outcome.Succeeded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Finds what differs between two runtimes that ran the same function with the same invocations. */
final class Differences {

    private static final int LONGEST = 1_500;
    private static final Pattern IDENTITY = Pattern.compile("@[0-9a-f]{5,8}\\b");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

    /**
     * Where Kiln's class loader and print stream stand for the JDK's, it does not know the line.
     */
    private static final Pattern LINE =
            Pattern.compile("((?:URLClassLoader|PrintStream)\\.java)(?::\\d+|\",\"line\":-?\\d+)?");

    /** A hash map of enum constants, whose hashes are identities. */
    private static final Pattern PARSED = Pattern.compile("(TemporalAccessor: )\\{[^}]*\\}");

    private final boolean resultsAsJson;
    private final boolean withLogs;

    /**
     * @param resultsAsJson for results whose properties are in the order of a hash map
     * @param withLogs whether what the runtimes and the function wrote is compared too
     */
    Differences(boolean resultsAsJson, boolean withLogs) {
        this.resultsAsJson = resultsAsJson;
        this.withLogs = withLogs;
    }

    /** One readable text for each difference. */
    List<String> between(Recording aws, Recording kiln, List<Invocation> invocations) {
        var found = new ArrayList<String>();
        if (aws.exitStatus().isPresent()) {
            found.add(
                    "AWS's client ended with status %s after %d of %d invocations: %s"
                            .formatted(
                                    aws.exitStatus(),
                                    aws.answers().size(),
                                    invocations.size(),
                                    new String(aws.output(), UTF_8)));
            return found;
        }
        for (var i = 0; i < invocations.size(); i++) {
            var event = new String(invocations.get(i).event(), UTF_8);
            compare(
                    "outcome",
                    event,
                    comparable(aws.answers().get(i).outcome()),
                    comparable(kiln.answers().get(i).outcome()),
                    found);
            if (withLogs) {
                compareLogs(event, aws, kiln, i, found);
            }
        }
        return found;
    }

    private static void compareLogs(
            String event, Recording aws, Recording kiln, int i, List<String> found) {
        compare(
                "standard output",
                event,
                endingItsLine(slice(aws.output(), aws.logMarks(), i, false)),
                slice(kiln.output(), kiln.logMarks(), i, false),
                found);
        compare(
                "standard error",
                event,
                endingItsLine(slice(aws.errorOutput(), aws.logMarks(), i, true)),
                slice(kiln.errorOutput(), kiln.logMarks(), i, true),
                found);
    }

    /** Kiln ends a line that an invocation left open, so that it never merges with another's. */
    private static String endingItsLine(String log) {
        return log.isEmpty() || log.endsWith("\n") ? log : log + "\n";
    }

    private static void compare(
            String what, String event, String aws, String kiln, List<String> found) {
        if (!aws.equals(kiln)) {
            var start = Math.max(0, Arrays.mismatch(aws.toCharArray(), kiln.toCharArray()) - 300);
            found.add(
                    """
                    %s differs for the event
                      %s
                    AWS, from character %d:
                      %s
                    Kiln:
                      %s
                    """
                            .formatted(
                                    what, cut(event, 0), start, cut(aws, start), cut(kiln, start)));
        }
    }

    private static String cut(String text, int start) {
        var from = Math.min(start, text.length());
        return text.substring(from, Math.min(text.length(), from + LONGEST));
    }

    private String comparable(Outcome outcome) {
        return switch (outcome) {
            case Succeeded(var result) when resultsAsJson -> sorted(result).toString();
            // One character for each byte: invalid UTF-8 must differ too.
            case Succeeded(var result) -> neutral(new String(result, ISO_8859_1));
            case FunctionError(var error, var type, var cause, _) ->
                    neutral(
                            type
                                    + " "
                                    + new String(error, UTF_8)
                                    + cause.map(Differences::sortedPaths).orElse(""));
            default -> outcome.toString();
        };
    }

    private static JsonNode sorted(byte[] json) {
        return sorted(JsonMapper.shared().readTree(json));
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isArray()) {
            var array = JsonMapper.shared().createArrayNode();
            node.forEach(element -> array.add(sorted(element)));
            return array;
        }
        var sorted = JsonMapper.shared().createObjectNode();
        node.properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(p -> sorted.set(p.getKey(), sorted(p.getValue())));
        return node.isObject() ? sorted : node;
    }

    /** The paths of an X-Ray cause come in no defined order. */
    private static String sortedPaths(String cause) {
        var json = (ObjectNode) JsonMapper.shared().readTree(cause);
        var paths =
                json.withArray("paths")
                        .valueStream()
                        .sorted(Comparator.comparing(JsonNode::asString))
                        .toList();
        json.putArray("paths").addAll(paths);
        return json.toString();
    }

    private static String slice(byte[] log, List<LogMark> marks, int index, boolean error) {
        var start = position(marks, index, error);
        var end = position(marks, index + 1, error);
        return neutral(new String(Arrays.copyOfRange(log, start, end), UTF_8));
    }

    private static int position(List<LogMark> marks, int index, boolean error) {
        var mark = marks.get(index);
        return Math.toIntExact(error ? mark.errorOutput() : mark.output());
    }

    private static String neutral(String text) {
        var neutral = IDENTITY.matcher(RuntimeNames.neutral(text)).replaceAll("@HASH");
        neutral = PARSED.matcher(neutral).replaceAll("$1{...}");
        neutral = LINE.matcher(neutral).replaceAll("$1");
        return TIME.matcher(neutral).replaceAll("TIME");
    }

    static String readable(List<String> differences, int most) {
        var shown = differences.stream().limit(most).toList();
        return "%d differences\n\n%s".formatted(differences.size(), String.join("\n", shown));
    }
}
