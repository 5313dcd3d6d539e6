package dev.kiln.conformance.frameworks;

import dev.kiln.adapters.PayloadKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A function of {@code kiln.yaml}, with absolute paths.
 *
 * @param jar or else {@code classes} and {@code lib}
 * @param settings all that are single values
 */
record HostedFunction(
        String name,
        String handler,
        PayloadKind kind,
        Optional<Path> jar,
        Optional<Path> classes,
        Optional<Path> lib,
        Map<String, String> environment,
        Map<String, String> settings) {

    /**
     * @param root where relative paths begin
     */
    static List<HostedFunction> in(Path file, Path root) {
        var functions = new ArrayList<HostedFunction>();
        for (var entry :
                new YAMLMapper()
                        .readTree(file.toFile())
                        .requiredAt("/kiln/functions")
                        .properties()) {
            functions.add(read(entry.getKey(), entry.getValue(), root));
        }
        return functions;
    }

    private static HostedFunction read(String name, JsonNode settings, Path root) {
        var environment = new LinkedHashMap<String, String>();
        settings.path("environment")
                .forEachEntry((key, value) -> environment.put(key, value.asString()));
        return new HostedFunction(
                name,
                settings.required("handler").asString(),
                PayloadKind.parse(settings.required("payload-kind").asString()),
                path(settings, "jar", root),
                path(settings, "classes", root),
                path(settings, "lib", root),
                environment,
                texts(settings));
    }

    private static Map<String, String> texts(JsonNode settings) {
        var texts = new LinkedHashMap<String, String>();
        settings.forEachEntry((name, value) -> {
            if (value.isValueNode()) {
                texts.put(name, value.asString());
            }
        });
        return texts;
    }

    private static Optional<Path> path(JsonNode settings, String name, Path root) {
        return settings.optional(name).map(value -> root.resolve(value.asString()));
    }

    String arn() {
        return "arn:aws:lambda:us-east-1:123456789012:function:" + name;
    }

    /** Name of the application's folder. */
    String application() {
        var code = jar.or(() -> classes).orElseThrow();
        return code.getName(code.getNameCount() - 3).toString();
    }

    @Override
    public String toString() {
        return name;
    }
}
