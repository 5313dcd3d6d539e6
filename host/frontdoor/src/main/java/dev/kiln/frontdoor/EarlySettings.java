package dev.kiln.frontdoor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the process was told by its environment variables, system properties and arguments: the only
 * place that reads them. A setting is looked for in the arguments ({@code --kiln.timeout=30s}),
 * then the system properties, then the environment ({@code KILN_TIMEOUT}), as Spring does.
 */
public final class EarlySettings {

    private static final String PREFIX = "kiln.";

    private final Map<String, String> variables;
    private final Map<String, String> properties;
    private final Map<String, String> arguments;
    private final Map<String, String> found = new LinkedHashMap<>();

    private EarlySettings(
            Map<String, String> variables,
            Map<String, String> properties,
            Map<String, String> arguments) {
        this.variables = variables;
        this.properties = properties;
        this.arguments = arguments;
    }

    /** Reads this process's environment and system properties. */
    public static EarlySettings ofProcess(String[] args) {
        var properties = new LinkedHashMap<String, String>();
        for (var name : System.getProperties().stringPropertyNames()) {
            properties.put(name, System.getProperty(name, ""));
        }
        return of(System.getenv(), properties, args);
    }

    /** The same from given values. */
    public static EarlySettings of(
            Map<String, String> variables, Map<String, String> properties, String[] args) {
        var arguments = new LinkedHashMap<String, String>();
        for (var arg : args) {
            var equals = arg.indexOf('=');
            if (arg.startsWith("--") && equals > 2) {
                arguments.put(uniform(arg.substring(2, equals)), arg.substring(equals + 1));
            }
        }
        var uniform = new LinkedHashMap<String, String>();
        properties.forEach((name, value) -> uniform.put(uniform(name), value));
        return new EarlySettings(Map.copyOf(variables), uniform, arguments);
    }

    /** The environment variables of the process, as a function is to see them. */
    public Map<String, String> variables() {
        return variables;
    }

    /** Everything that was found so far, by its full name: {@code kiln.handler}. */
    public Map<String, String> found() {
        return Map.copyOf(found);
    }

    /**
     * A setting below {@code kiln.} by its name with dashes, such as {@code payload-kind}.
     *
     * @param aliases names of environment variables that mean the same
     */
    public Optional<String> text(String name, String... aliases) {
        var value = first(PREFIX + name, aliases);
        value.ifPresent(v -> found.put(PREFIX + name, v));
        return value;
    }

    private Optional<String> first(String name, String... aliases) {
        var key = uniform(name);
        if (arguments.containsKey(key)) {
            return Optional.of(arguments.get(key));
        }
        if (properties.containsKey(key)) {
            return Optional.of(properties.get(key));
        }
        var variable = name.replace('.', '_').toUpperCase(java.util.Locale.ROOT);
        for (var candidate : new String[] {variable.replace('-', '_'), variable.replace("-", "")}) {
            if (variables.containsKey(candidate)) {
                return Optional.of(variables.get(candidate));
            }
        }
        for (var alias : aliases) {
            if (variables.containsKey(alias)) {
                return Optional.of(variables.get(alias));
            }
        }
        return Optional.empty();
    }

    /** Dashes, underscores and case do not tell one name from another, as in Spring. */
    private static String uniform(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(java.util.Locale.ROOT);
    }
}
