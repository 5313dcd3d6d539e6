package dev.kiln.runtime.bridge;

import dev.kiln.runtime.deployment.Libraries;
import dev.kiln.runtime.deployment.RunningFunction;
import dev.kiln.runtime.deployment.TaskRoot;
import dev.kiln.runtime.deployment.TestHost;
import dev.kiln.runtime.isolation.DeploymentPackage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Functions that take and give CloudEvents, compiled against each version of the SDK. */
final class CloudEventFunctions {

    private static final TestHost HOST = TestHost.fresh();

    private static final String EVENTS =
            """
            package fn;

            import io.cloudevents.CloudEvent;
            import io.cloudevents.core.builder.CloudEventBuilder;
            import io.cloudevents.core.v1.CloudEventV1;
            import java.net.URI;
            import java.nio.charset.StandardCharsets;
            import java.time.OffsetDateTime;
            import java.util.TreeSet;

            public class Events {

                public String describe(CloudEvent event) {
                    StringBuilder text = new StringBuilder();
                    text.append(event.getSpecVersion()).append(' ').append(event.getId());
                    text.append(' ').append(event.getSource()).append(' ').append(event.getType());
                    text.append(' ').append(event.getSubject()).append(' ').append(event.getTime());
                    text.append(' ').append(event.getDataContentType());
                    text.append(' ').append(event.getDataSchema());
                    for (String name : new TreeSet<String>(event.getExtensionNames())) {
                        Object value = event.getExtension(name);
                        text.append(' ').append(name).append('=').append(value);
                        text.append(':').append(value.getClass().getSimpleName());
                    }
                    return text.toString();
                }

                public String data(CloudEventV1 event) {
                    return event.getData() == null
                            ? "none"
                            : new String(event.getData().toBytes(), StandardCharsets.ISO_8859_1);
                }

                public CloudEvent same(CloudEvent event) {
                    return event;
                }

                public CloudEvent none(CloudEvent event) {
                    return null;
                }

                public CloudEvent built(String data) {
                    return CloudEventBuilder.v1().withId("1").withSource(URI.create("/built"))
                            .withType("t").withTime(OffsetDateTime.parse("2026-01-02T03:04:00+01:00"))
                            .withDataSchema(URI.create("#schema")).withSubject("\\"quoted\\"")
                            .withExtension("text", "caf\\u00e9").withExtension("number", 7)
                            .withExtension("truth", true).withExtension("uri", URI.create("urn:x"))
                            .withExtension("at", OffsetDateTime.parse("2026-01-02T00:00:00Z"))
                            .withData("application/json; charset=utf-8",
                                    data.getBytes(StandardCharsets.UTF_8)).build();
                }

                public CloudEvent unnamed(String data) {
                    return CloudEventBuilder.v1().withId("1").withSource(URI.create("/built"))
                            .withType("t").withData(data.getBytes(StandardCharsets.UTF_8)).build();
                }

                public CloudEvent old(CloudEvent event) {
                    return CloudEventBuilder.v03(event).build();
                }

                public CloudEvent bytes(CloudEvent event) {
                    return CloudEventBuilder.v1(event)
                            .withData("image/png", new byte[] {-1, 0, 1}).build();
                }

                public CloudEvent broken(CloudEvent event) {
                    return CloudEventBuilder.v1(event).withData(() -> {
                        throw new IllegalStateException("no data today");
                    }).build();
                }
            }
            """;

    private static final String OWN =
            """
            package fn;

            import com.amazonaws.services.lambda.runtime.*;
            import io.cloudevents.*;
            import java.net.URI;
            import java.time.OffsetDateTime;
            import java.util.*;

            public class Own implements RequestHandler<Map<String, Object>, Own.Event> {

                public Event handleRequest(Map<String, Object> event, Context context) {
                    return new Event(String.valueOf(event.get("name")));
                }

                public static class Event implements CloudEvent {
                    private final String name;

                    Event(String name) {
                        this.name = name;
                    }

                    public CloudEventData getData() {
                        return () -> ("{\\"name\\":\\"" + name + "\\"}").getBytes();
                    }

                    public SpecVersion getSpecVersion() { return SpecVersion.V1; }
                    public String getId() { return "own"; }
                    public String getType() { return "own.type"; }
                    public URI getSource() { return URI.create("/own"); }
                    public String getDataContentType() { return "application/vnd.own+json"; }
                    public URI getDataSchema() { return null; }
                    public String getSubject() { return null; }
                    public OffsetDateTime getTime() { return null; }
                    public Object getAttribute(String name) { return null; }
                    public Object getExtension(String name) { return null; }
                    public Set<String> getExtensionNames() { return new HashSet<String>(); }
                }
            }
            """;

    private final Path folder;
    private final Map<String, DeploymentPackage> code = new HashMap<>();

    CloudEventFunctions(Path folder) {
        this.folder = folder;
    }

    /** Starts a method of {@code fn.Events}, or what else the handler names. */
    RunningFunction start(String version, String handler) {
        return HOST.start(code.computeIfAbsent(version, this::compile), handler);
    }

    private DeploymentPackage compile(String version) {
        return TaskRoot.in(folder.resolve(version))
                .layer(Libraries.of("cloudevents-" + version))
                .source(EVENTS, OWN)
                .code();
    }

    /** Starts a class {@code fn.Other} with libraries of its own. */
    RunningFunction start(String libraries, String handler, String source) {
        var code =
                TaskRoot.in(folder.resolve(libraries + "-alone"))
                        .layer(Libraries.of(libraries))
                        .source(source)
                        .code();
        return HOST.start(code, handler);
    }

    /** An event in the JSON format with further members. */
    static String event(String members) {
        return "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\","
                + members
                + "}";
    }
}
