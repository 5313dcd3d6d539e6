package dev.kiln.frontdoor.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Settings for tests. */
public final class TestSettings {

    private TestSettings() {}

    /** Settings below {@code kiln.} with these values. */
    public static Settings of(String... namesAndValues) {
        var values = map(namesAndValues);
        return new Settings("kiln.", name -> Optional.ofNullable(values.get(name)), _ -> Map.of());
    }

    /** Names and values in turn, in this order. */
    public static Map<String, String> map(String... namesAndValues) {
        var values = new LinkedHashMap<String, String>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return values;
    }
}
