package dev.kiln.runtime.deployment;

import dev.kiln.runtime.ErrorPayload;
import java.util.Collection;
import java.util.stream.Collectors;

/** Events and results as text, written as AWS's library writes them. */
public final class Json {

    private Json() {}

    public static String array(Collection<String> values) {
        return values.stream().map(ErrorPayload::quote).collect(Collectors.joining(",", "[", "]"));
    }

    public static String string(String value) {
        return ErrorPayload.quote(value);
    }
}
