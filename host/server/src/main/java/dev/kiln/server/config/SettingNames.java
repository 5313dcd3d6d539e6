package dev.kiln.server.config;

import dev.kiln.frontdoor.config.EarlySettings;
import dev.kiln.runtime.InvalidSettingException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Refuses names below {@code kiln.} that nothing reads: a setting that was mistyped must not be
 * ignored.
 *
 * @param host names directly below {@code kiln.} that no single function has
 * @param function names that a function has, below {@code kiln.} or {@code kiln.functions.<name>.}
 * @param maps those of both that hold names of the user's own
 */
record SettingNames(Set<String> host, Set<String> function, Set<String> maps) {

    private static final Log LOG = LogFactory.getLog(SettingNames.class);
    private static final ConfigurationPropertyName KILN = ConfigurationPropertyName.of("kiln");

    // Kubernetes puts these into every pod beside a Service named kiln, unless told not to.
    private static final Pattern SERVICE_LINK =
            Pattern.compile(
                    "KILN_SERVICE_HOST|KILN_SERVICE_PORT(_.*)?|KILN_PORT_\\d+_(TCP|UDP|SCTP)(_.*)?");
    private static final Pattern LIST_INDEX = Pattern.compile("_\\d+_?$");

    /**
     * @param functions names of the functions there are
     * @throws InvalidSettingException that names the unknown setting, where it stands, and the
     *     nearest name there is
     */
    void check(ConfigurableEnvironment environment, Collection<String> functions) {
        environment.getPropertySources().forEach(this::checkArguments);
        for (var source : ConfigurationPropertySources.get(environment)) {
            var underlying = source.getUnderlyingSource();
            if (underlying instanceof SystemEnvironmentPropertySource variables) {
                checkVariables(variables, functions);
            } else if (source instanceof IterableConfigurationPropertySource iterable) {
                iterable.stream()
                        .filter(KILN::isAncestorOf)
                        .forEach(name -> {
                            var property = source.getConfigurationProperty(name);
                            check(
                                    name,
                                    property == null
                                            ? ""
                                            : SettingOrigin.describe(property.getOrigin()));
                        });
            }
        }
    }

    /** Words such as {@code --payload-kind=raw}: Spring takes any, and nobody would read them. */
    private void checkArguments(PropertySource<?> arguments) {
        if (arguments instanceof SimpleCommandLinePropertySource line) {
            for (var name : line.getPropertyNames()) {
                for (var known : allAtTop()) {
                    if (EarlySettings.uniform(known).equals(EarlySettings.uniform(name))) {
                        throw new InvalidSettingException(
                                "Argument --%s is no setting; did you mean --kiln.%s?"
                                        .formatted(name, known));
                    }
                }
            }
        }
    }

    private void check(ConfigurationPropertyName name, String origin) {
        var elements = new ArrayList<String>();
        for (var i = 1; i < name.getNumberOfElements(); i++) {
            elements.add(name.getElement(i, Form.ORIGINAL));
        }
        if (!elements.getFirst().equals("functions")) {
            check("kiln.", elements, allAtTop(), origin);
        } else if (elements.size() > 2) {
            check(
                    "kiln.functions." + elements.get(1) + ".",
                    elements.subList(2, elements.size()),
                    function,
                    origin);
        } else {
            throw new InvalidSettingException(
                    "Setting %s%s is no function: below kiln.functions.<name> stand a function's settings, such as handler."
                            .formatted(name, origin));
        }
    }

    private void check(String prefix, List<String> elements, Set<String> known, String origin) {
        var first = elements.getFirst();
        var nested = elements.size() > 1 && !isIndex(elements.get(1));
        for (var name : known) {
            if (EarlySettings.uniform(name).equals(EarlySettings.uniform(first))
                    && (!nested || maps.contains(name))) {
                return;
            }
        }
        var written = String.join(".", elements);
        throw new InvalidSettingException(
                unknown(prefix + written + origin, prefix, written, known));
    }

    private void checkVariables(
            SystemEnvironmentPropertySource variables, Collection<String> functions) {
        var known = new TreeSet<String>();
        allAtTop().forEach(it -> known.add(variable(it)));
        for (var name : functions) {
            function.forEach(it -> known.add(variable("functions." + name + "." + it)));
        }
        for (var name : variables.getPropertyNames()) {
            if (name.startsWith("KILN_") && !SERVICE_LINK.matcher(name).matches()) {
                checkVariable(name, known);
            }
        }
    }

    private static void checkVariable(String name, Set<String> known) {
        var plain = LIST_INDEX.matcher(name).replaceFirst("");
        if (known.stream()
                .anyMatch(it -> EarlySettings.uniform(it).equals(EarlySettings.uniform(plain)))) {
            return;
        }
        var nearest = NearestName.of(name, known);
        if (name.startsWith("KILN_FUNCTIONS_")) {
            throw new InvalidSettingException(
                    ("Environment variable %s is no setting of a function that is configured%s. Functions with a dash"
                                    + " in their names, and the variables of one function, are configured in kiln.yaml.")
                            .formatted(
                                    name, nearest.map(it -> "; the nearest is " + it).orElse("")));
        }
        if (nearest.filter(it -> NearestName.distance(name, it) <= 2).isPresent()) {
            throw new InvalidSettingException(
                    "Environment variable %s is not known; did you mean %s?"
                            .formatted(name, nearest.get()));
        }
        LOG.warn("Environment variable " + name + " is no setting and has no effect");
    }

    private Set<String> allAtTop() {
        var all = new TreeSet<>(function);
        all.addAll(host);
        return all;
    }

    private static String unknown(String what, String prefix, String written, Set<String> known) {
        return NearestName.of(written, known)
                .map(it ->
                        "Setting %s is not known; did you mean %s%s?".formatted(what, prefix, it))
                .orElseGet(() ->
                        "Setting %s is not known; known are %s."
                                .formatted(what, String.join(", ", new TreeSet<>(known))));
    }

    private static String variable(String name) {
        return "KILN_" + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static boolean isIndex(String element) {
        return !element.isEmpty() && element.chars().allMatch(Character::isDigit);
    }
}
