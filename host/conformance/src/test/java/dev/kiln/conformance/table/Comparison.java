package dev.kiln.conformance.table;

import dev.kiln.conformance.RuntimeNames;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Takes out of two recordings what no function may rely on: the JDK's own line numbers, names of
 * the runtime's classes, and orders that neither Java nor JSON defines.
 */
public final class Comparison {

    /** Properties in the order of a hash map, or of getters that AWS's class lists otherwise. */
    private static final Set<String> AS_JSON =
            Set.of("event-s3-echo", "context-serialised", "joda-out");

    private static final Pattern FRAME_OF_THE_JDK =
            Pattern.compile("(java\\.base/[\\w.$<>]+\\([\\w$]+\\.java):\\d+\\)");

    /** Isolation makes these false: AWS's libraries are not on the system's class path. */
    private static final Pattern ISOLATION =
            Pattern.compile("(\"(?:contextLoaderIsSystem|loaderParentIsSystem)\":)(true|false)");

    private static final Map<Pattern, String> DEFAULTS =
            Map.of(
                    Pattern.compile("<\\d{4}/\\d\\d/\\d\\d/\\[\\$LATEST\\][0-9a-f]{32}>"),
                            "<DAY/[\\$LATEST]HEX>",
                    Pattern.compile("(\"memoryLimitInMB\":)\\d+"), "$1MEGABYTES");

    private final String caseId;

    public Comparison(LambdaCase lambdaCase) {
        this.caseId = lambdaCase.id();
    }

    /** Readable text that is equal for recordings which a function cannot tell apart. */
    public String text(ObjectNode form) {
        var copy = form.deepCopy();
        // A host with more than one function in its life never ends by itself.
        copy.remove("exit");
        copy.remove("frames");
        copy.get("outcomes").forEach(outcome -> tidy((ObjectNode) outcome));
        return names(copy).toPrettyString();
    }

    private void tidy(ObjectNode outcome) {
        var stackTrace = outcome.path("error").path("stackTrace");
        var exception = outcome.path("xrayCause").path("exceptions").path(0);
        for (var i = 0; i < stackTrace.size(); i++) {
            if (stackTrace.get(i).asString().startsWith("java.base/")) {
                ((ObjectNode) exception.get("stack").get(i)).put("line", 0);
            }
        }
        if (AS_JSON.contains(caseId) && outcome.has("text")) {
            var json = (ObjectNode) JsonMapper.shared().readTree(outcome.get("text").asString());
            // Of a context: may be any object, and changes while one looks.
            json.remove("logger");
            json.remove("remainingTimeInMillis");
            outcome.set("text", JsonMapper.shared().valueToTree(sorted(json)));
        }
    }

    private static Object sorted(JsonNode node) {
        if (!node.isObject()) {
            return node;
        }
        var sorted = new TreeMap<String, Object>();
        node.properties().forEach(p -> sorted.put(p.getKey(), sorted(p.getValue())));
        return sorted;
    }

    private JsonNode names(JsonNode node) {
        return switch (node) {
            case StringNode text -> StringNode.valueOf(names(text.asString()));
            case ObjectNode object -> {
                object.properties().forEach(p -> object.set(p.getKey(), names(p.getValue())));
                yield object;
            }
            case ArrayNode array -> {
                for (var i = 0; i < array.size(); i++) {
                    array.set(i, names(array.get(i)));
                }
                yield array;
            }
            default -> node;
        };
    }

    private String names(String text) {
        var plain = RuntimeNames.neutral(FRAME_OF_THE_JDK.matcher(text).replaceAll("$1)"));
        plain = ISOLATION.matcher(plain).replaceAll("$1false");
        if (caseId.equals("context-missing")) {
            for (var value : DEFAULTS.entrySet()) {
                plain = value.getKey().matcher(plain).replaceAll(value.getValue());
            }
        }
        return plain;
    }
}
