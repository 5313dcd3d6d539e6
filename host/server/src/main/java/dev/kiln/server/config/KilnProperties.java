package dev.kiln.server.config;

import dev.kiln.adapters.GatewaySettings;
import dev.kiln.frontdoor.config.DoorSettings;
import dev.kiln.frontdoor.config.EarlySettings;
import dev.kiln.frontdoor.config.FunctionDefinition;
import dev.kiln.frontdoor.config.Settings;
import dev.kiln.runtime.InvalidSettingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * All settings below {@code kiln.}, from every source that Spring reads. A function's own settings
 * stand below {@code kiln.functions.<name>.}; what stands directly below {@code kiln.} is the only
 * function's, or every function's default.
 *
 * @param functions in the order of the files
 * @param extensions jars and folders with Spring beans
 * @param byDefault defines a function, by its name, that nobody configured: a bean of an extension
 */
public record KilnProperties(
        DoorSettings door,
        List<Configured> functions,
        List<Path> extensions,
        Function<String, FunctionDefinition> byDefault) {

    /**
     * A function in the configuration.
     *
     * @param composition what is run in the place of its handler, or without one: {@code
     *     redact|orders}
     */
    public record Configured(FunctionDefinition definition, Optional<String> composition) {

        private static Configured read(Settings settings) {
            return new Configured(FunctionDefinition.read(settings), settings.text("definition"));
        }
    }

    /** What makes one function differ from another: no default for several. */
    private static final Set<String> INDIVIDUAL =
            Set.of("name", "handler", "example", "definition", "aliases", "versions");

    /** Where a function's classes are; several may share them. */
    private static final Set<String> CODE = Set.of("jar", "classes");

    /** Read as {@code name=value} text, which files may also write as a map. */
    private static final Set<String> NAMED_PAIRS =
            Set.of(
                    "aliases",
                    "stage-variables",
                    "extension-overrides",
                    "reply-correlation",
                    "event-shapes");

    private static final String FUNCTIONS = "kiln.functions.";

    /**
     * @throws InvalidSettingException if a name is not known or a value cannot be meant
     */
    public static KilnProperties read(ConfigurableEnvironment environment, EarlySettings early) {
        var known = knownNames();
        var names = FunctionNames.in(environment, known.function());
        known.check(environment, names);
        var spring = new SpringSettings(environment);
        var top = top(spring, early);
        var functions = new ArrayList<Configured>();
        if (!names.isEmpty()) {
            refuseIndividual(spring);
        } else if (top.text("handler").or(() -> top.text("definition")).isPresent()) {
            functions.add(Configured.read(top));
        }
        for (var name : names) {
            var settings = of(name, spring, top);
            if (settings.text("handler").or(() -> settings.text("definition")).isEmpty()) {
                throw noHandler(name);
            }
            functions.add(Configured.read(settings));
        }
        return new KilnProperties(
                DoorSettings.read(top, early.onKnative()),
                List.copyOf(functions),
                top.paths("extensions"),
                name -> FunctionDefinition.read(of(name, spring, top)));
    }

    private static Settings top(SpringSettings spring, EarlySettings early) {
        return new Settings(
                "kiln.",
                name -> early.settings().text(name).or(() -> spring.text("kiln." + name)),
                name -> spring.map("kiln." + name));
    }

    private static Settings of(String function, SpringSettings spring, Settings top) {
        var prefix = FUNCTIONS + function + ".";
        return new Settings(
                prefix,
                name -> {
                    if (name.equals("name")) {
                        return Optional.of(function);
                    }
                    var own = spring.text(prefix + name);
                    return own.isPresent() || isIndividual(name, prefix, spring)
                            ? own
                            : top.text(name);
                },
                name -> {
                    var all = new LinkedHashMap<>(top.below(name));
                    all.putAll(spring.map(prefix + name));
                    return all;
                });
    }

    private static boolean isIndividual(String name, String prefix, SpringSettings spring) {
        return INDIVIDUAL.contains(name)
                // One place of the code or the other: a function's own is the only one.
                || (CODE.contains(name)
                        && CODE.stream().anyMatch(it -> spring.text(prefix + it).isPresent()));
    }

    private static InvalidSettingException noHandler(String function) {
        return new InvalidSettingException(
                "%1$s has no handler: set %1$s.handler to package.Class::method or package.Class."
                        .formatted(FUNCTIONS + function));
    }

    private static void refuseIndividual(SpringSettings spring) {
        for (var name : INDIVIDUAL) {
            spring.text("kiln." + name)
                    .ifPresent(value -> {
                        throw new InvalidSettingException(
                                ("kiln.%s is '%s', but kiln.functions names functions of their own:"
                                                + " put it below the name of the function that it is meant for.")
                                        .formatted(name, value));
                    });
        }
    }

    /** The names that the readers of settings ask for, so that no list of them can be outdated. */
    static SettingNames knownNames() {
        var maps = new TreeSet<>(NAMED_PAIRS);
        var function = new TreeSet<>(Set.of("definition"));
        var recorded = recording(function::add, maps::add);
        FunctionDefinition.read(recorded);
        GatewaySettings.read(recorded::text, "function");
        function.addAll(maps);
        var host = new TreeSet<>(Set.of("config", "functions", "extensions", "name"));
        DoorSettings.read(recording(host::add, maps::add), false);
        function.remove("name");
        maps.add("functions");
        return new SettingNames(host, function, maps);
    }

    private static Settings recording(Consumer<String> texts, Consumer<String> maps) {
        return new Settings(
                "kiln.",
                name -> {
                    texts.accept(name);
                    return Optional.empty();
                },
                name -> {
                    maps.accept(name);
                    return Map.of();
                });
    }
}
