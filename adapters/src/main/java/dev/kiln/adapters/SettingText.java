package dev.kiln.adapters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the values of settings from their textual form. */
record SettingText(Function<String, Optional<String>> setting) {

    String string(String name, String initial) {
        return setting.apply(name).orElse(initial);
    }

    boolean flag(String name, boolean initial) {
        return setting.apply(name).isEmpty() ? initial : flag(name, "false", "true");
    }

    /** False for the first of two words, which is also the initial value, true for the second. */
    boolean flag(String name, String no, String yes) {
        var value = string(name, no).trim().toLowerCase(Locale.ROOT);
        if (!value.equals(no) && !value.equals(yes)) {
            throw invalid(name, value, "it is either '" + no + "' or '" + yes + "'");
        }
        return value.equals(yes);
    }

    List<String> list(String name, List<String> initial) {
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
        return List.copyOf(elements);
    }

    Set<String> lowerCaseSet(String name) {
        var elements = new LinkedHashSet<String>();
        for (var element : list(name, List.of())) {
            elements.add(element.toLowerCase(Locale.ROOT));
        }
        return Set.copyOf(elements);
    }

    /** {@code name=value,name=value}, as the aws CLI takes stage variables. */
    Map<String, String> pairs(String name) {
        var pairs = new LinkedHashMap<String, String>();
        for (var pair : list(name, List.of())) {
            var equals = pair.indexOf('=');
            if (equals < 1) {
                throw invalid(name, pair, "each element has the form name=value");
            }
            pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return Map.copyOf(pairs);
    }

    int size(String name, int initial) {
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

    private static IllegalArgumentException invalid(String name, String value, String rule) {
        return new IllegalArgumentException(
                "Setting '" + name + "' is '" + value + "', but " + rule + ".");
    }
}
