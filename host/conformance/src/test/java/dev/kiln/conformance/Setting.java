package dev.kiln.conformance;

/** System properties that the build gives to the tests. */
public final class Setting {

    private Setting() {}

    public static String of(String name) {
        var value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException(
                    "System property %s is missing; the tests of this module get it from its pom."
                            .formatted(name));
        }
        return value;
    }
}
