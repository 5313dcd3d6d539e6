package dev.kiln.frontdoor.config;

import dev.kiln.frontdoor.config.Aliases.Told;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the process was told by its environment variables, system properties and arguments: the only
 * place that reads them. A setting is looked for in the arguments ({@code --kiln.timeout=30s}),
 * then the system properties, then the environment ({@code KILN_TIMEOUT}), as Spring does, and at
 * last under the names that AWS, Knative and their peers gave it.
 */
public final class EarlySettings {

    private static final String PREFIX = "kiln.";
    private static final String VARIABLES = "KILN_";

    /** Beginnings of what Spring Boot and its libraries read besides our own. */
    private static final List<String> OF_SPRING =
            List.of("spring.", "management.", "logging.", "otel.");

    private final Map<String, String> variables;
    private final Map<String, String> properties;
    private final Map<String, String> arguments;
    private final Aliases aliases;
    private final boolean looseWords;
    private final boolean propertiesOfSpring;

    /** What was told by names of ours, whether as argument, property or variable. */
    private final List<String> ownNames = new ArrayList<>();

    private final Map<String, Told> found = new ConcurrentHashMap<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    private EarlySettings(
            Map<String, String> variables,
            Map<String, String> properties,
            Map<String, String> arguments,
            boolean looseWords,
            boolean propertiesOfSpring) {
        this.propertiesOfSpring = propertiesOfSpring;
        this.variables = variables;
        aliases = new Aliases(variables);
        this.properties = properties;
        this.arguments = arguments;
        this.looseWords = looseWords;
        addOwnNames(arguments);
        addOwnNames(properties);
        for (var name : variables.keySet()) {
            if (name.startsWith(VARIABLES)) {
                ownNames.add(name.substring(VARIABLES.length()));
            }
        }
    }

    private void addOwnNames(Map<String, String> values) {
        for (var name : values.keySet()) {
            var uniform = uniform(name);
            if (uniform.startsWith(PREFIX)) {
                ownNames.add(uniform.substring(PREFIX.length()));
            }
        }
    }

    /** Reads this process's environment and system properties. */
    public static EarlySettings ofProcess(String[] args) {
        var properties = new LinkedHashMap<String, String>();
        for (var property : System.getProperties().entrySet()) {
            if (property.getKey() instanceof String name
                    && property.getValue() instanceof String value) {
                properties.put(name, value);
            }
        }
        return of(System.getenv(), properties, args);
    }

    /** The same from given values. */
    public static EarlySettings of(
            Map<String, String> variables, Map<String, String> properties, String[] args) {
        // Nothing is compiled yet: a stream would take longer than all the rest.
        var relevant = new LinkedHashMap<String, String>();
        var propertiesOfSpring = false;
        for (var property : properties.entrySet()) {
            var name = property.getKey();
            propertiesOfSpring |= isOfSpring(name);
            if (name.startsWith(PREFIX) || name.startsWith("server.") || name.startsWith("otel.")) {
                relevant.put(name, property.getValue());
            }
        }
        var arguments = new LinkedHashMap<String, String>();
        var looseWords = false;
        for (var arg : args) {
            var equals = arg.indexOf('=');
            if (arg.startsWith("--") && equals > 2) {
                arguments.put(arg.substring(2, equals), arg.substring(equals + 1));
            } else {
                looseWords = true;
            }
        }
        return new EarlySettings(
                Map.copyOf(variables), relevant, arguments, looseWords, propertiesOfSpring);
    }

    /** The environment variables of the process. */
    public Map<String, String> variables() {
        return variables;
    }

    private static boolean isOfSpring(String name) {
        for (var beginning : OF_SPRING) {
            if (name.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the process was told something that Spring reads, and not the host itself. */
    public boolean speaksToSpring() {
        return propertiesOfSpring
                || arguments.keySet().stream().anyMatch(EarlySettings::isOfSpring)
                || variables.keySet().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT).replace('_', '.'))
                        .anyMatch(EarlySettings::isOfSpring);
    }

    /** Whether the process runs as a Knative Service. */
    public boolean onKnative() {
        return variables.containsKey("K_SERVICE");
    }

    /** The settings of the host, and of its function where it has one only. */
    public Settings settings() {
        return new Settings(this::text, this::below, this::origin);
    }

    /**
     * Every setting that has been asked for and was there, by its full name: {@code kiln.handler},
     * whatever the name it was found under.
     */
    public Map<String, String> found() {
        var values = new LinkedHashMap<String, String>();
        found.forEach((name, told) -> values.put(PREFIX + name, told.value()));
        return values;
    }

    /**
     * Whether the process was told something that nobody has asked for so far: most likely a name
     * that was mistyped.
     */
    public boolean hasUnread() {
        for (var variable : variables.keySet()) {
            if (isUnreadVariable(variable)) {
                return true;
            }
        }
        for (var argument : arguments.keySet()) {
            if (argument.indexOf('.') < 0) {
                return true;
            }
        }
        return looseWords || isAnyUnread(arguments) || isAnyUnread(properties);
    }

    private boolean isAnyUnread(Map<String, String> values) {
        for (var name : values.keySet()) {
            if (name.startsWith(PREFIX) && !wasAsked(name.substring(PREFIX.length()))) {
                return true;
            }
        }
        return false;
    }

    /** Kubernetes puts variables of its own into pods beside a Service of such a name. */
    private boolean isUnreadVariable(String name) {
        return name.startsWith(VARIABLES)
                && !name.contains("_SERVICE_HOST")
                && !name.contains("_SERVICE_PORT")
                && !name.contains("_PORT_")
                && !name.endsWith("_PORT")
                && !wasAsked(name.substring(VARIABLES.length()));
    }

    private boolean wasAsked(String name) {
        var end = name.length();
        for (var sign : new char[] {'.', '['}) {
            var at = name.indexOf(sign);
            end = at >= 0 && at < end ? at : end;
        }
        return isAnyAlike(asked, name.substring(0, end));
    }

    /**
     * A setting of OpenTelemetry, from the system property of its name or the environment variable:
     * {@code otel.service.name} is {@code OTEL_SERVICE_NAME}.
     */
    public Optional<String> openTelemetry(String name) {
        var property = properties.get(name);
        if (property != null && !property.isBlank()) {
            return Optional.of(property.trim());
        }
        var told = aliases.variable(openTelemetryVariable(name));
        return told == null || told.value().isBlank()
                ? Optional.empty()
                : Optional.of(told.value().trim());
    }

    static String openTelemetryVariable(String name) {
        return name.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private Optional<String> text(String name) {
        var told = lookUp(name);
        if (told == null) {
            return Optional.empty();
        }
        found.put(name, told);
        return Optional.of(told.value());
    }

    private String origin(String name) {
        var told = lookUp(name);
        return told == null ? PREFIX + name : told.origin();
    }

    private @Nullable Told lookUp(String name) {
        asked.add(name);
        // Most names are not told at all, and there are a hundred of them.
        var isOwn = isAnyAlike(ownNames, name);
        var told = isOwn ? argumentOrProperty(PREFIX + name) : null;
        if (told == null && name.equals("port")) {
            told = port();
        }
        if (told == null && isOwn) {
            told = variable(PREFIX + name);
        }
        if (told == null && name.equals("address")) {
            told = argumentOrProperty("server.address");
        }
        return told == null ? aliases.find(name) : told;
    }

    private static boolean isAnyAlike(Collection<String> names, String name) {
        for (var other : names) {
            if (areAlike(other, name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether nothing but case and what parts words tells one from the other. */
    private static boolean areAlike(String one, String other) {
        var i = 0;
        var j = 0;
        while (true) {
            while (i < one.length() && partsWords(one.charAt(i))) {
                i++;
            }
            while (j < other.length() && partsWords(other.charAt(j))) {
                j++;
            }
            if (i == one.length() || j == other.length()) {
                return i == one.length() && j == other.length();
            }
            if (Character.toLowerCase(one.charAt(i)) != Character.toLowerCase(other.charAt(j))) {
                return false;
            }
            i++;
            j++;
        }
    }

    private static boolean partsWords(char c) {
        return c == '-' || c == '_' || c == '.';
    }

    // Spring's own name for it counts as much as ours, and Knative's comes before both where the
    // environment says so.
    private @Nullable Told port() {
        var told = argumentOrProperty("server.port");
        if (told == null) {
            told = aliases.variable("PORT");
        }
        return told == null ? variable("server.port") : told;
    }

    private @Nullable Told argumentOrProperty(String name) {
        var argument = byName(arguments, name);
        if (argument != null) {
            return new Told(argument, "--" + name);
        }
        var property = byName(properties, name);
        return property == null ? null : new Told(property, name);
    }

    // KILN_PAYLOAD_KIND is what people write, KILN_PAYLOADKIND what Spring's documentation says.
    private @Nullable Told variable(String name) {
        var variable = name.replace('.', '_').toUpperCase(Locale.ROOT);
        var told = aliases.variable(variable.replace('-', '_'));
        return told == null ? aliases.variable(variable.replace("-", "")) : told;
    }

    private static @Nullable String byName(Map<String, String> values, String name) {
        var told = values.get(name);
        if (told != null || values.isEmpty()) {
            return told;
        }
        var uniform = uniform(name);
        for (var entry : values.entrySet()) {
            if (uniform(entry.getKey()).equals(uniform)) {
                return entry.getValue();
            }
        }
        return null;
    }

    private Map<String, String> below(String name) {
        asked.add(name);
        var all = new LinkedHashMap<String, String>();
        addBelow(PREFIX + name + ".", properties, all);
        addBelow(PREFIX + name + ".", arguments, all);
        return all;
    }

    private static void addBelow(
            String prefix, Map<String, String> values, Map<String, String> all) {
        values.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                all.put(name.substring(prefix.length()), value);
            }
        });
    }

    /** Dashes, underscores and case do not tell one name from another, as in Spring. */
    public static String uniform(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }
}
