package dev.kiln.frontdoor.config;

import dev.kiln.runtime.InvalidSettingException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Reads the settings below one prefix from their textual form; every bad value ends in an {@link
 * InvalidSettingException} that names setting, value and rule.
 */
public final class Settings {

    private final Function<String, Optional<String>> text;
    private final Function<String, Map<String, String>> below;
    private final UnaryOperator<String> origin;

    /**
     * @param prefix ends with a dot: {@code kiln.} or {@code kiln.functions.orders.}
     * @param text from a name with dashes, without the prefix, to its value; lists are separated by
     *     commas
     * @param below from a name without the prefix to everything under it: the keys are case
     *     sensitive
     */
    public Settings(
            String prefix,
            Function<String, Optional<String>> text,
            Function<String, Map<String, String>> below) {
        this(text, below, name -> prefix + name);
    }

    /**
     * @param origin from a name to what its user wrote it as, such as {@code KILN_TIMEOUT}
     */
    Settings(
            Function<String, Optional<String>> text,
            Function<String, Map<String, String>> below,
            UnaryOperator<String> origin) {
        this.text = text;
        this.below = below;
        this.origin = origin;
    }

    /** A blank value is none: so a template can leave a variable empty. */
    public Optional<String> text(String name) {
        return text.apply(name).map(String::trim).filter(value -> !value.isEmpty());
    }

    /** Every key under a name with its value, such as {@code environment}. */
    public Map<String, String> below(String name) {
        return below.apply(name);
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String name, boolean initial) {
        return switch (text(name).orElse("").toLowerCase(Locale.ROOT)) {
            case "" -> initial;
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name, "it is either 'true' or 'false'");
        };
    }

    /** {@code off}, or what YAML makes of that word where it stands without quotes. */
    boolean isOff(String name) {
        return switch (text(name).orElse("")) {
            case "off", "false" -> true;
            default -> false;
        };
    }

    /** A whole number within limits, both included. */
    public OptionalInt number(String name, int least, int most) {
        var value = text(name);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            var number = Integer.parseInt(value.get());
            if (number >= least && number <= most) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException _) {
            // Said below, with the name of the setting.
        }
        throw invalid(name, "it is a whole number from " + least + " to " + most);
    }

    /**
     * A number of seconds, a number with unit ({@code ms}, {@code s}, {@code m}, {@code h}), or ISO
     * 8601.
     */
    public Optional<Duration> duration(String name) {
        var value = text(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        var parsed = parse(value.get());
        if (parsed.isEmpty() || parsed.get().isNegative() || parsed.get().isZero()) {
            throw invalid(
                    name, "it is a time above zero such as 30s, 500ms, 5m or a number of seconds");
        }
        return parsed;
    }

    private static Optional<Duration> parse(String value) {
        var lower = value.toLowerCase(Locale.ROOT);
        try {
            if (lower.startsWith("p")) {
                return Optional.of(Duration.parse(value));
            }
            var digits = 0;
            while (digits < lower.length() && Character.isDigit(lower.charAt(digits))) {
                digits++;
            }
            var amount = Long.parseLong(lower.substring(0, digits));
            return switch (lower.substring(digits)) {
                case "", "s" -> Optional.of(Duration.ofSeconds(amount));
                case "ms" -> Optional.of(Duration.ofMillis(amount));
                case "m" -> Optional.of(Duration.ofMinutes(amount));
                case "h" -> Optional.of(Duration.ofHours(amount));
                // Several units, as in Go: 1m30s.
                default -> Optional.of(Duration.parse("PT" + lower));
            };
        } catch (DateTimeParseException | NumberFormatException | ArithmeticException _) {
            return Optional.empty();
        }
    }

    /** A path, as it was written; whether anything is there has not been asked. */
    public Optional<Path> path(String name) {
        return text(name).map(value -> toPath(name, value));
    }

    /** Elements separated by commas. */
    public List<Path> paths(String name) {
        var paths = new ArrayList<Path>();
        for (var element : list(name, List.of())) {
            paths.add(toPath(name, element));
        }
        return paths;
    }

    private Path toPath(String name, String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw invalid(name, "it is a path: " + e.getReason());
        }
    }

    /** Elements separated by commas; the one word {@code none} stands for no element. */
    public List<String> list(String name, List<String> initial) {
        var value = text(name);
        if (value.isEmpty()) {
            return initial;
        }
        var elements = new ArrayList<String>();
        for (var start = 0; start <= value.get().length(); ) {
            var comma = value.get().indexOf(',', start);
            var end = comma < 0 ? value.get().length() : comma;
            var element = value.get().substring(start, end).trim();
            if (!element.isEmpty()) {
                elements.add(element);
            }
            start = end + 1;
        }
        return elements.equals(List.of("none")) ? List.of() : List.copyOf(elements);
    }

    /** {@code name=value,name=value}. */
    public Map<String, String> pairs(String name) {
        var pairs = new LinkedHashMap<String, String>();
        for (var pair : list(name, List.of())) {
            var equals = pair.indexOf('=');
            if (equals < 1) {
                throw invalid(name, "each of its elements has the form name=value");
            }
            if (pairs.putIfAbsent(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
                throw invalid(name, "it gives a name two values: " + pair);
            }
        }
        return Map.copyOf(pairs);
    }

    /** What is wrong with a setting's value. */
    public InvalidSettingException invalid(String name, String rule) {
        return new InvalidSettingException(
                nameInUse(name) + " is '" + text(name).orElse("") + "', but " + rule + ".");
    }

    /** The name under which the user gave it. */
    public String nameInUse(String name) {
        return origin.apply(name);
    }
}
