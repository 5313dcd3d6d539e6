package dev.kiln.adapters.http;

import dev.kiln.adapters.HeaderField;
import java.util.List;
import java.util.Optional;

/** Looks single fields up in the field lines of a message. */
public final class Lines {

    private Lines() {}

    /** The first line of this name that has a value. */
    public static Optional<String> first(List<HeaderField> lines, String name) {
        for (var line : lines) {
            if (line.name().equalsIgnoreCase(name) && !line.value().isBlank()) {
                return Optional.of(line.value());
            }
        }
        return Optional.empty();
    }
}
