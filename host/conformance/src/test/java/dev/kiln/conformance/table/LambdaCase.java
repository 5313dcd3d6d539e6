package dev.kiln.conformance.table;

import dev.kiln.conformance.Function;
import dev.kiln.conformance.TaskRoot.Arrangement;
import dev.kiln.conformance.TaskRoot.Layout;
import dev.kiln.runtime.Invocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One row of the table {@code lambda-java-cases.json}: a function, its invocations, and what AWS's
 * client 2.9.0 made of them on Temurin 25.0.3 for Linux.
 */
public record LambdaCase(String id, JsonNode row) {

    /** What the table's harness put into the trace header; the last digit alternates. */
    private static final String TRACE =
            "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=557abcec3ee5a047;Sampled=";

    private static final Map<String, Arrangement> ARRANGEMENTS =
            Map.of(
                    "lib", Arrangement.LIB,
                    "exploded", Arrangement.EXPLODED,
                    "jar-in-root", Arrangement.JAR_IN_ROOT,
                    "nojoda", Arrangement.NO_JODA);

    public static List<LambdaCase> all() {
        try (var table = LambdaCase.class.getResourceAsStream("/lambda-java-cases.json")) {
            var cases = new ArrayList<LambdaCase>();
            for (var row : JsonMapper.shared().readTree(table)) {
                cases.add(new LambdaCase(row.get("id").asString(), row));
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Layout layout() {
        var arrangement = ARRANGEMENTS.get(row.path("root").asString("lib"));
        if (arrangement == null) {
            throw new IllegalStateException("Unknown root in case " + id);
        }
        return new Layout(
                arrangement, row.path("services").valueStream().map(JsonNode::asString).toList());
    }

    public Function function(Path taskRoot) {
        var changes = new TreeMap<String, Optional<String>>();
        row.path("env")
                .properties()
                .forEach(variable ->
                        changes.put(variable.getKey(), variable.getValue().stringValueOpt()));
        return Function.of(row.get("handler").asString(), taskRoot).with(changes);
    }

    public List<Invocation> invocations() {
        var invocations = new ArrayList<Invocation>();
        for (var invocation : row.get("invocations")) {
            invocations.add(invocation(invocations.size() + 1, invocation));
        }
        return invocations;
    }

    private static Invocation invocation(int number, JsonNode invocation) {
        var headers = invocation.path("headers");
        var trace = headers.path("Lambda-Runtime-Trace-Id");
        var arn = headers.path("Lambda-Runtime-Invoked-Function-Arn");
        return new Invocation(
                "req-" + number,
                event(invocation),
                // The service's deadline is three seconds away wherever the table names no other.
                Optional.of(invocation.path("deadlineOffsetMs"))
                        .filter(JsonNode::isNumber)
                        .map(offset -> Instant.now().plusMillis(offset.asLong())),
                arn.isNull() ? "" : arn.asString(Function.ARN),
                headers.path("Lambda-Runtime-Client-Context").stringValueOpt(),
                headers.path("Lambda-Runtime-Cognito-Identity").stringValueOpt(),
                headers.path("Lambda-Runtime-Aws-Tenant-Id").stringValueOpt(),
                trace.isNull()
                        ? Optional.empty()
                        : Optional.of(trace.asString(TRACE + (number - 1) % 2)),
                Optional.empty());
    }

    private static byte[] event(JsonNode invocation) {
        return invocation
                .path("eventBase64")
                .stringValueOpt()
                .map(text -> Base64.getDecoder().decode(text))
                .orElseGet(() ->
                        invocation.path("event").asString("").getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the invocations were there at the same time. */
    public boolean together() {
        return row.path("order").asString("").equals("any");
    }

    /** Longest response that the Runtime API accepted. */
    public int maxResponseBytes() {
        return row.path("limit").asInt(Integer.MAX_VALUE);
    }

    /**
     * What came out of AWS's client, without the content type: it is {@code application/json}
     * throughout, and a front end's matter.
     */
    public ObjectNode expected() {
        var expected = (ObjectNode) row.get("expect").deepCopy();
        expected.get("outcomes").forEach(outcome -> ((ObjectNode) outcome).remove("contentType"));
        return expected;
    }

    /**
     * Whether a plain Runtime API and a plain process are enough: no snapshot, no pipe for
     * telemetry, no failures of the Runtime API, no invocations at the same time.
     */
    public boolean needsInvocationsOnly() {
        return !id.startsWith("snap")
                && List.of("failNext", "telemetryFd", "order").stream().noneMatch(row::has);
    }

    /** Where outputs are large, the table keeps their lengths only. */
    boolean keepsLengthsOnly() {
        return row.get("expect").get("outcomes").valueStream().anyMatch(o -> o.has("bytes"));
    }

    @Override
    public String toString() {
        return id;
    }
}
