package dev.kiln.adapters;

import dev.kiln.adapters.routes.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** Reads the values of settings from their textual form. */
public record SettingText(Function<String, Optional<String>> setting) {

    public String string(String name, String initial) {
        return setting.apply(name).orElse(initial);
    }

    public boolean flag(String name, boolean initial) {
        return setting.apply(name).isEmpty() ? initial : flag(name, "false", "true");
    }

    /** False for the first of two words, which is also the initial value, true for the second. */
    public boolean flag(String name, String no, String yes) {
        var value = string(name, no).trim();
        if (!value.equalsIgnoreCase(no) && !value.equalsIgnoreCase(yes)) {
            throw invalid(name, value, "it is either '" + no + "' or '" + yes + "'");
        }
        return value.equalsIgnoreCase(yes);
    }

    /** Elements separated by commas; the one word {@code none} stands for no element. */
    public List<String> list(String name, List<String> initial) {
        var value = setting.apply(name);
        if (value.isEmpty()) {
            return initial;
        }
        var elements = new ArrayList<String>();
        for (var element : value.get().split(",", -1)) {
            if (!element.isBlank()) {
                elements.add(element.trim());
            }
        }
        return elements.equals(List.of("none")) ? List.of() : List.copyOf(elements);
    }

    public Set<String> lowerCaseSet(String name) {
        var elements = new LinkedHashSet<String>();
        for (var element : list(name, List.of())) {
            elements.add(element.toLowerCase(Locale.ROOT));
        }
        return Set.copyOf(elements);
    }

    /** {@code name=value,name=value}, as the aws CLI takes stage variables. */
    public Map<String, String> pairs(String name) {
        var pairs = new LinkedHashMap<String, String>();
        for (var pair : list(name, List.of())) {
            var equals = pair.indexOf('=');
            if (equals < 1) {
                throw invalid(name, pair, "each element has the form name=value");
            }
            if (pairs.putIfAbsent(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
                throw invalid(name, pair, "there is a value of this name already");
            }
        }
        return Map.copyOf(pairs);
    }

    /** Like {@code GET /users/{id},$default}. */
    public List<Route> routes(String name) {
        var routes = new ArrayList<Route>();
        for (var key : list(name, List.of())) {
            try {
                routes.add(Route.parse(key));
            } catch (IllegalArgumentException e) {
                throw invalid(name, key, String.valueOf(e.getMessage()));
            }
        }
        return List.copyOf(routes);
    }

    /** The beginning of a path: "" or {@code /v1/orders}, however many slashes were written. */
    public String path(String name) {
        var path = new StringBuilder();
        for (var segment : string(name, "").trim().split("/", -1)) {
            if (segment.isEmpty()) {
                continue;
            }
            for (var i = 0; i < segment.length(); i++) {
                var c = segment.charAt(i);
                if (c <= ' ' || c > '~' || "?#%{}".indexOf(c) >= 0) {
                    throw invalid(name, string(name, ""), "it is a path of plain characters");
                }
            }
            path.append('/').append(segment);
        }
        return path.toString();
    }

    /** From 0 to a limit. */
    public OptionalInt number(String name, int most) {
        var value = setting.apply(name);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            var number = Integer.parseInt(value.get().trim());
            if (number >= 0 && number <= most) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException _) {
            // Said below, with the name of the setting.
        }
        throw invalid(name, value.get(), "it is a whole number from 0 to " + most);
    }

    public int size(String name, int initial) {
        var value = setting.apply(name);
        if (value.isEmpty()) {
            return initial;
        }
        try {
            var size = Integer.parseInt(value.get().trim());
            if (size > 0) {
                return size;
            }
        } catch (NumberFormatException _) {
            // Said below, with the name of the setting.
        }
        throw invalid(name, value.get(), "it is a number of bytes, at least 1 and below 2 GiB");
    }

    public static IllegalArgumentException invalid(String name, String value, String rule) {
        return new IllegalArgumentException(
                "Setting '" + name + "' is '" + value + "', but " + rule + ".");
    }
}
