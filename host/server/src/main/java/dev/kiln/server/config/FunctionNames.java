package dev.kiln.server.config;

import dev.kiln.frontdoor.config.EarlySettings;
import dev.kiln.runtime.InvalidSettingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Finds the names below {@code kiln.functions}, spelt as in the file, or else as in the argument.
 */
final class FunctionNames {

    private static final ConfigurationPropertyName FUNCTIONS =
            ConfigurationPropertyName.of("kiln.functions");
    private static final String VARIABLE_PREFIX = "KILN_FUNCTIONS_";

    /** What Lambda allows, and what is one segment of a path. */
    private static final Pattern RULE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** First segments of paths that are the host's own. */
    private static final Pattern RESERVED =
            Pattern.compile("actuator|health|_|20\\d\\d-\\d\\d-\\d\\d");

    private FunctionNames() {}

    /**
     * In the order of the files.
     *
     * @param settings names of a function's settings: what is left of a variable's name without one
     *     is the function's, if it has no dash
     * @throws InvalidSettingException if a name cannot be a function's
     */
    static List<String> in(ConfigurableEnvironment environment, Set<String> settings) {
        var names = new LinkedHashMap<String, String>();
        var sources = new ArrayList<Map<String, String>>();
        for (var source : ConfigurationPropertySources.get(environment)) {
            var ofSource = new LinkedHashMap<String, String>();
            if (source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource variables) {
                addVariables(variables, settings, ofSource);
            } else if (source instanceof IterableConfigurationPropertySource iterable) {
                iterable.stream()
                        .filter(name ->
                                FUNCTIONS.isAncestorOf(name) && name.getNumberOfElements() > 3)
                        .forEach(name -> add(name.getElement(2, Form.ORIGINAL), ofSource));
            }
            sources.addFirst(ofSource);
        }
        // The weakest source is the file that is furthest from the command line: it names the
        // function.
        sources.forEach(it -> it.forEach(names::putIfAbsent));
        names.values().forEach(FunctionNames::check);
        return List.copyOf(names.values());
    }

    private static void addVariables(
            SystemEnvironmentPropertySource variables,
            Set<String> settings,
            Map<String, String> names) {
        for (var variable : variables.getPropertyNames()) {
            for (var setting : settings) {
                var suffix = "_" + setting.replace('-', '_').toUpperCase(Locale.ROOT);
                if (variable.startsWith(VARIABLE_PREFIX)
                        && variable.endsWith(suffix)
                        && variable.length() > VARIABLE_PREFIX.length() + suffix.length()) {
                    var name =
                            variable.substring(
                                    VARIABLE_PREFIX.length(), variable.length() - suffix.length());
                    if (name.indexOf('_') < 0) {
                        add(name.toLowerCase(Locale.ROOT), names);
                    }
                }
            }
        }
    }

    private static void add(String name, Map<String, String> names) {
        names.putIfAbsent(EarlySettings.uniform(name), name);
    }

    private static void check(String name) {
        if (!RULE.matcher(name).matches() || RESERVED.matcher(name).matches()) {
            throw new InvalidSettingException(
                    ("Function name '%s' in kiln.functions cannot be a path of its own: names have 1 to 64 letters,"
                                    + " digits, dashes and underscores, and are not actuator, health, _ or a date.")
                            .formatted(name));
        }
    }
}
