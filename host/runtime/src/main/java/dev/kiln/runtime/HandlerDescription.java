package dev.kiln.runtime;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a loaded handler says of itself, by class names alone: front ends choose a payload format by
 * it.
 *
 * @param handlerTypes names of the handler's class and all its superclasses and interfaces
 * @param inputType name of the erased declared input type; {@code java.io.InputStream} for stream
 *     handlers, {@code void} without an input
 * @param inputTypes names of the input type and all its superclasses and interfaces; {@code
 *     java.lang.Enum}, {@code java.util.Map} and so on can be looked up here
 * @param resultTypes the same of the declared result type; {@code java.io.OutputStream} and its
 *     supertypes for handlers that write a stream, {@code void} alone for methods without a result
 */
public record HandlerDescription(
        Set<String> handlerTypes,
        String inputType,
        Set<String> inputTypes,
        Set<String> resultTypes) {

    // What a record has of itself the JVM makes at its first use: 8 ms of the first answer.

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof HandlerDescription description
                        && handlerTypes.equals(description.handlerTypes)
                        && inputType.equals(description.inputType)
                        && inputTypes.equals(description.inputTypes)
                        && resultTypes.equals(description.resultTypes));
    }

    @Override
    public int hashCode() {
        return Objects.hash(handlerTypes, inputType, inputTypes, resultTypes);
    }
}
