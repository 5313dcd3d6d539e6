package dev.kiln.conformance.frameworks;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes alike what differs from one process to the next, whoever runs the function. */
final class Neutral {

    /** As a header line, or in a JSON object of headers. */
    private static final Pattern ALLOWED_METHODS =
            Pattern.compile("(Allow(?:: |\":\\[?\"))([A-Z]+(?:, ?[A-Z]+)+)");

    private Neutral() {}

    static String text(String text) {
        // Spring lists methods in the order of hashes that are identities.
        return ALLOWED_METHODS
                .matcher(text)
                .replaceAll(found -> found.group(1) + sorted(found.group(2)));
    }

    private static String sorted(String methods) {
        return Stream.of(methods.split(", ?", -1)).sorted().collect(Collectors.joining(", "));
    }
}
